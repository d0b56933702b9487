// Health check of a container. With an address: 0 when it answers 200. With the name of a role that
// listens nowhere: 0 when a process of that role has said within half a minute that it is well.
import pg from 'pg';

const [what = ''] = process.argv.slice(2);

try {
  process.exit((await (what.startsWith('http') ? answers(what) : beats(what))) ? 0 : 1);
} catch {
  process.exit(1);
}

async function answers(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(2_500) });
  return answer.ok;
}

async function beats(part) {
  const client = new pg.Client({
    connectionString: process.env.DATABASE_URL,
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select from heartbeats where part = $1 and ok
         and beat_at + make_interval(secs => -skew_ms / 1000.0)
           > clock_timestamp() - interval '30 seconds'`,
      [part],
    );
    return rowCount > 0;
  } finally {
    await client.end();
  }
}
