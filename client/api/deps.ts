import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../../config/schema.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../../records/database.ts';
import type { BroughtRules } from '../../records/rulebook.ts';
import type { StandingAt } from '../../records/standing.ts';
import type { Engine } from '../engine.ts';

/** The one clock of the office; in a drill it follows the engine's. */
export interface Clock {
  now(): Instant;
}

/** A system whose time can be let go on: it says everywhere that it is a drill. */
export interface Drill extends Clock {
  /** Asks the engine for its time. */
  refresh(): Promise<void>;
  /** Lets time pass up to an instant; every timer on the way rings. */
  advanceTo(until: Instant): Promise<void>;
}

/** Everything that the API works with; it makes no connection of its own. */
export interface ApiDependencies {
  readonly db: Database;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly standing: StandingAt;
  /** The rules as the product brings them: what the law fixes is seen there. */
  readonly brought: BroughtRules;
  readonly config: Pick<Config, 'language' | 'trustedProxies' | 'publicUrl' | 'demo'>;
  /** Null: nothing is written down (tests). */
  readonly logger: FastifyBaseLogger | null;
  readonly drill: Drill | null;
  /** The folder of the sink for letters; null where a mail server takes them. */
  readonly mailFolder: string | null;
  /** The parts that must have said within a minute that they are alive. */
  readonly parts: readonly string[];
}
