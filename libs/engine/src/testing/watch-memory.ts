/** Measures this process's memory use in bytes until it is stopped. */
export function watchMemory(): { stop(): { peak: number; growth: number } } {
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = () => void (peak = Math.max(peak, process.memoryUsage.rss()));
  const timer = setInterval(look, 20);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return { peak, growth: peak - before };
    },
  };
}
