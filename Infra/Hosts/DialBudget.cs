namespace E3.Infra.Hosts;

/// <summary>How often and how long to try to reach a host, so that an unreachable one is given up within a given time.</summary>
/// <param name="Retries">Dials after the first one.</param>
/// <param name="SecondsPerDial">How long one dial may wait for an answer.</param>
internal sealed record DialBudget(int Retries, int SecondsPerDial)
{
    /// <summary>
    /// The most dials that fit into <paramref name="seconds"/> when none is answered. Between two dials Pulumi's Command provider waits
    /// 0.1 s, then half as much again each time, up to 5 s (pulumi/pulumi, sdk/go/common/util/retry), so a host that refuses at once is
    /// given up sooner.
    /// </summary>
    public static DialBudget For(int seconds)
    {
        var perDial = Math.Clamp(seconds / 8, 3, 10);
        var retries = 0;
        var pause = 0.1;
        var spent = (double)perDial;
        while (spent + pause + perDial <= seconds)
        {
            spent += pause + perDial;
            pause = Math.Min(pause * 1.5, 5);
            retries++;
        }

        return new DialBudget(retries, perDial);
    }
}
