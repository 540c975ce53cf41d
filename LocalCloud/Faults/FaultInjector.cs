using E3.LocalCloud.Api.Http;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Faults;

/// <summary>Makes calls of the public APIs go wrong as a plan says, and counts them.</summary>
internal sealed class FaultInjector(TimeProvider clock)
{
    private static readonly int[] ServerErrors =
        [StatusCodes.Status500InternalServerError, StatusCodes.Status502BadGateway, StatusCodes.Status503ServiceUnavailable];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<CallFault, int> _made = [];
    private FaultPlan _plan = FaultPlan.None;
    private Random _random = Chance(null);
    private int _calls;
    private int _limited;

    /// <summary>Called before a call's work (false) and after it (true), before its answer is sent: for whoever wants to be there then.</summary>
    public Func<HttpRequest, bool, Task> Around { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The plan in force; setting one begins the counts anew.</summary>
    public FaultPlan Plan
    {
        get
        {
            lock (_lock)
                return _plan;
        }

        set
        {
            lock (_lock)
            {
                (_plan, _random, _calls, _limited) = (value, Chance(value.Seed), 0, 0);
                _made.Clear();
            }
        }
    }

    public FaultReport Report()
    {
        lock (_lock)
            return new FaultReport(_plan, _calls, _limited, _made.ToDictionary(entry => entry.Key, entry => entry.Value));
    }

    /// <summary>Notes a call that the rate limit itself refused.</summary>
    public void Limited()
    {
        lock (_lock)
            _limited++;
    }

    /// <summary>Does the work of a call, or makes it go wrong. Null when the connection was broken: there is nobody to answer.</summary>
    public async Task<Reply?> RunAsync(HttpContext context, Func<Task<Reply>> work)
    {
        var (plan, fault, error) = Choose();
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

    private (FaultPlan Plan, CallFault? Fault, int Error) Choose()
    {
        lock (_lock)
        {
            _calls++;
            if (_random.NextDouble() * 100 >= _plan.Percent)
                return (_plan, null, 0);
            var fault = _plan.Kinds[_random.Next(_plan.Kinds.Length)];
            _made[fault] = _made.GetValueOrDefault(fault) + 1;
            return (_plan, fault, ServerErrors[_random.Next(ServerErrors.Length)]);
        }
    }

#pragma warning disable RS0030 // The door of this program to chance that can be repeated.
    private static Random Chance(int? seed) => seed is { } number ? new Random(number) : new Random();
#pragma warning restore RS0030
}

/// <summary>What GET /e3/faults shows: the plan, and since it was set the calls, those that the rate limit refused, and the faults made.</summary>
internal sealed record FaultReport(FaultPlan Plan, int Calls, int Limited, IReadOnlyDictionary<CallFault, int> Made);
