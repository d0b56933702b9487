// Health check of a container: exits 0 when the address given as argument answers with 200.
try {
  const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(2_500) });
  process.exit(answer.ok ? 0 : 1);
} catch {
  process.exit(1);
}
