using E3.LocalCloud.Api.Http;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Faults;

/// <summary>Makes calls of the public APIs go wrong as a plan says, and counts them.</summary>
internal sealed class FaultInjector(CloudSettings settings, TimeProvider clock)
{
    private static readonly int[] ServerErrors =
        [StatusCodes.Status500InternalServerError, StatusCodes.Status502BadGateway, StatusCodes.Status503ServiceUnavailable];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<CallFault, int> _made = [];
    private Random _random = Chance(settings.Faults.Seed);
    private int _calls;
    private int _limited;

    /// <summary>Called before a call's work (false) and after it (true), before its answer is sent: for whoever wants to be there then.</summary>
    public Func<HttpRequest, bool, Task> Around { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The plan in force; setting one begins the counts anew.</summary>
    public FaultPlan Plan
    {
        get => settings.Faults;
        set
        {
            lock (_lock)
            {
                (settings.Faults, _random, _calls, _limited) = (value, Chance(value.Seed), 0, 0);
                _made.Clear();
            }
        }
    }

    public FaultReport Report()
    {
        lock (_lock)
            return new FaultReport(settings.Faults, _calls, _limited, _made.ToDictionary(entry => entry.Key, entry => entry.Value));
    }

    /// <summary>Notes a call that the rate limit itself refused.</summary>
    public void Limited()
    {
        lock (_lock)
            _limited++;
    }

    /// <summary>Does the work of a call, or makes it go wrong. Null when the connection was broken: there is nobody to answer.</summary>
    public async Task<Reply?> RunAsync(HttpContext context, CloudApi api, Func<Task<Reply>> work)
    {
        var (plan, fault, error) = Choose(api);
        switch (fault)
        {
            case CallFault.Limit:
                context.Response.Headers.RetryAfter = plan.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                throw ApiException.TooManyRequests();
            case CallFault.Error:
                throw new ApiException(error, "server_error", "A fault that this cloud was told to make.");
            case CallFault.Slow:
                await Task.Delay(TimeSpan.FromSeconds(plan.SlowSeconds), clock, context.RequestAborted);
                break;
            case CallFault.Drop:
                context.Abort();
                return null;
            case CallFault.Lose:
                // An answer that is written as the work goes must not be on its way already.
                context.Response.Body = Stream.Null;
                break;
        }

        await Around(context.Request, false);
        Reply? reply = null;
        try
        {
            reply = await work();
        }
        finally
        {
            await Around(context.Request, true);
            if (fault == CallFault.Lose)
            {
                reply = null;
                context.Abort();
            }
        }

        return reply;
    }

    private (FaultPlan Plan, CallFault? Fault, int Error) Choose(CloudApi api)
    {
        lock (_lock)
        {
            var plan = settings.Faults;
            _calls++;
            if (!plan.Apis.Contains(api) || _random.NextDouble() * 100 >= plan.Percent)
                return (plan, null, 0);
            var fault = plan.Kinds[_random.Next(plan.Kinds.Length)];
            _made[fault] = _made.GetValueOrDefault(fault) + 1;
            return (plan, fault, ServerErrors[_random.Next(ServerErrors.Length)]);
        }
    }

#pragma warning disable RS0030 // The door of this program to chance that can be repeated.
    private static Random Chance(int? seed) => seed is { } number ? new Random(number) : new Random();
#pragma warning restore RS0030
}
