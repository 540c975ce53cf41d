using System.Collections.Concurrent;

namespace E3.LocalCloud.Api.Http;

/// <summary>How many requests a token may make. DigitalOcean's own numbers are the defaults.</summary>
internal sealed record RateLimits(int PerHour = 5000, int PerMinute = 250, int KeyListsPerMinute = 10);

/// <summary>What a request finds: whether it may pass, and what the headers say; how long to wait, after a burst only.</summary>
internal readonly record struct RateVerdict(bool Allowed, int Limit, int Remaining, DateTimeOffset Reset, TimeSpan? RetryAfter);

/// <summary>Sliding windows per token: each request leaves its window an hour, or a minute, after it was made.</summary>
internal sealed class RateLimiter(RateLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Windows> _tokens = new(StringComparer.Ordinal);

    public RateVerdict Take(string token, bool listsKeys)
    {
        var now = clock.GetUtcNow();
        var windows = _tokens.GetOrAdd(token, _ => new Windows());
        lock (windows)
        {
            windows.Expire(now);
            if (windows.Hour.Count >= limits.PerHour)
                return windows.Verdict(now, limits.PerHour, allowed: false, retryAfter: null);
            if (windows.Minute.Count >= limits.PerMinute)
                return windows.Verdict(now, limits.PerHour, allowed: false, retryAfter: windows.Minute.Peek() + Minute - now);
            if (listsKeys && windows.KeyLists.Count >= limits.KeyListsPerMinute)
                return windows.Verdict(now, limits.PerHour, allowed: false, retryAfter: windows.KeyLists.Peek() + Minute - now);
            windows.Hour.Enqueue(now);
            windows.Minute.Enqueue(now);
            if (listsKeys)
                windows.KeyLists.Enqueue(now);
            return windows.Verdict(now, limits.PerHour, allowed: true, retryAfter: null);
        }
    }

    private sealed class Windows
    {
        public Queue<DateTimeOffset> Hour { get; } = new();

        public Queue<DateTimeOffset> Minute { get; } = new();

        public Queue<DateTimeOffset> KeyLists { get; } = new();

        public void Expire(DateTimeOffset now)
        {
            Drop(Hour, now - RateLimiter.Hour);
            Drop(Minute, now - RateLimiter.Minute);
            Drop(KeyLists, now - RateLimiter.Minute);
        }

        public RateVerdict Verdict(DateTimeOffset now, int limit, bool allowed, TimeSpan? retryAfter)
        {
            var oldest = Hour.TryPeek(out var first) ? first : now;
            return new(allowed, limit, limit - Hour.Count, oldest + RateLimiter.Hour, retryAfter);
        }

        private static void Drop(Queue<DateTimeOffset> window, DateTimeOffset until)
        {
            while (window.TryPeek(out var first) && first <= until)
                window.Dequeue();
        }
    }
}
