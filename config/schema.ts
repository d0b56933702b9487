import { z } from 'zod';

/** What an installation is told from outside; every value has a default that works at once. */
export interface Config {
  /** The folder in which an installation keeps everything; null: the platform's usual place. */
  readonly dataFolder: string | null;
  /** The address that the API listens on. */
  readonly host: string;
  /** 0: a free port. */
  readonly port: number;
  /** Where people open the product, for links in letters; null: the address listened on. */
  readonly publicUrl: string | null;
  /** Proxies whose word on the caller's address is taken; none by default. */
  readonly trustedProxies: readonly string[];
  /** A mail server; null: the sink inside. */
  readonly smtpUrl: string | null;
  /** The application's database; null: the embedded one. */
  readonly databaseUrl: string | null;
  /** The role that owns the tables and changes the schema; null: the application's own URL. */
  readonly databaseOwnerUrl: string | null;
  /** `skip`: time passes as fast as nothing happens; such a system is a drill. */
  readonly time: 'real' | 'skip';
  /** Whether a first start makes demonstration people. */
  readonly demo: boolean;
  /** The language of those who have said none. */
  readonly language: 'vi' | 'en' | 'lo';
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
}

const url = (...schemes: string[]) =>
  z
    .string()
    .refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)), {
      error: `must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    })
    .refine((text) => URL.canParse(text), { error: 'is no URL' });

const yesOrNo = z
  .enum(['0', '1', 'no', 'yes', 'false', 'true'], { error: 'must be 1 or 0' })
  .transform((text) => ['1', 'yes', 'true'].includes(text));

const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'must be a number from 0 to 65535' })
  .transform(Number)
  .refine((number) => number <= 65_535, { error: 'must be a number from 0 to 65535' });

/** The variables of the environment that are read, each with its default. */
export const environmentSchema = z.object({
  HOMAT_DATA: z.string().min(1).optional(),
  HOMAT_HOST: z.string().min(1).default('127.0.0.1'),
  HOMAT_PORT: port.default(8010),
  HOMAT_PUBLIC_URL: url('http', 'https').optional(),
  HOMAT_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .default([]),
  HOMAT_SMTP_URL: url('smtp', 'smtps').optional(),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  HOMAT_DATABASE_OWNER_URL: url('postgres', 'postgresql').optional(),
  HOMAT_TIME: z.enum(['real', 'skip'], { error: 'must be real or skip' }).default('real'),
  HOMAT_DEMO: yesOrNo.default(true),
  HOMAT_LANG: z.enum(['vi', 'en', 'lo'], { error: 'must be vi, en or lo' }).default('vi'),
  HOMAT_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be fatal, error, warn, info, debug or silent',
    })
    .default('info'),
});
