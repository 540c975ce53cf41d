using System.Globalization;

namespace E3.Faults.Tests;

/// <summary>
/// What the chance of these tests begins with: the same each time, as far as processes that run side by side do the same each time;
/// E3_KILL_SEED=random takes another, E3_KILL_SEED=NUMBER one that was printed.
/// </summary>
internal static class Seed
{
    private const int Usual = 1129;

    public static int Value => Environment.GetEnvironmentVariable("E3_KILL_SEED") switch
    {
        null or "" => Usual,
        "random" => Environment.TickCount & 0xffff,
        var number => int.Parse(number, CultureInfo.InvariantCulture),
    };
}
