import cookie from '@fastify/cookie';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ApiDependencies } from './deps.ts';
import { answerErrors } from './errors-out.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { identify, languageOf } from './identify.ts';
import { parseJsonBody } from './json-body.ts';
import { rememberMethods } from './methods.ts';
import { measure } from './metrics.ts';
import { describeApi } from './openapi.ts';
import { checkQueries, parseQuery } from './query-text.ts';
import { registerRoutes } from './routes/index.ts';
import { secure } from './security.ts';

// JSON of one request; files come by a route with a limit of its own.
const MOST_JSON = 256 * 1024;

/**
 * Builds the HTTP API. It opens no connection and reads no clock of its own: everything comes by
 * `deps`. Ask `ready()` before the first request, and `close()` at the end.
 */
export function createApi(deps: ApiDependencies): FastifyInstance {
  const app = Fastify({
    ...(deps.logger === null ? { logger: false } : { loggerInstance: deps.logger }),
    // An address may hold words that were searched for.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MOST_JSON,
    trustProxy: deps.config.trustedProxies.length > 0 ? [...deps.config.trustedProxies] : false,
    requestTimeout: 60_000,
    // An idempotency key may be 200 characters long, and more when they are escaped.
    routerOptions: { querystringParser: parseQuery, maxParamLength: 600 },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, deps),
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) => {
      void app.errorHandler(error, request, reply);
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  secure(app, deps);
  answerErrors(app, (request) => languageOf(request, deps), rememberMethods(app));
  describeApi(app);
  app.register(cookie);
  // After the cookies, so that they are read when somebody asks who it is.
  app.register(async (inside) => {
    identify(inside, deps);
    checkQueries(inside);
    measure(inside, deps);
    await registerRoutes(inside, deps);
  });
  return app;
}
