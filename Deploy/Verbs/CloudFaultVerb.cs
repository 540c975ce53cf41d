using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.LocalCloud.Control;
using E3.LocalCloud.Faults;

namespace E3.Deploy.Verbs;

/// <summary>Lets the cloud on this machine fail, says what came of it, and lets it work again.</summary>
internal sealed class CloudFaultVerb(Host host, string? stack)
{
    public Task<int> SetAsync(FaultPlan plan, CancellationToken cancel) => TellAsync(control => control.SetFaultsAsync(plan, cancel), Describe);

    public Task<int> ShowAsync(bool json, CancellationToken cancel) => TellAsync(control => control.FaultsAsync(cancel), json
        ? report => host.Screen.Out.WriteLine(JsonSerializer.Serialize(report, FaultReportJson.Default.FaultReport))
        : Describe);

    public Task<int> ClearAsync(CancellationToken cancel) => TellAsync(control => control.ClearFaultsAsync(cancel), report =>
        host.Screen.Write(new StyledText().Line("Nothing goes wrong any more.").Line(Counted(report))));

    private async Task<int> TellAsync(Func<CloudControl, Task<FaultReport>> ask, Action<FaultReport> tell)
    {
        using var cloud = CloudAccess.Require(StackContext.Open(host, stack));
        tell(await ask(cloud.Control));
        return ExitCodes.Ok;
    }

    private void Describe(FaultReport report)
    {
        var plan = report.Plan;
        var text = new StyledText();
        if (plan.Percent > 0)
            text.Line(Text($"Of a hundred calls of {List(plan.Apis)} {plan.Percent:0.##} go wrong: {List(plan.Kinds)}."));
        if (plan.DropletLimit is { } limit)
            text.Line(Text($"The account may have {limit} droplets."));
        if (!plan.TakenBuckets.IsEmpty)
            text.Line($"Buckets of another account: {string.Join(", ", plan.TakenBuckets)}.");
        if (plan.ExpiredKeys)
            text.Line("The auth keys of every tailnet have expired.");
        if (plan is { Percent: 0, DropletLimit: null, TakenBuckets.IsEmpty: true, ExpiredKeys: false })
            text.Line("Nothing is to go wrong.");
        host.Screen.Write(text.Line(Counted(report)));
    }

    private static string Counted(FaultReport report) => Text($"{report.Calls} calls since that was set, ")
        + (report.Made.Values.Sum() is > 0 and var wrong ? Text($"{wrong} gone wrong ({string.Join(", ", report.Made.Select(made => Text($"{made.Key} {made.Value}").ToLowerInvariant()))})") : "none gone wrong")
        + (report.Limited > 0 ? Text($", {report.Limited} refused by the rate limit itself") : "") + ".";

    private static string List<T>(IEnumerable<T> values) => string.Join(", ", values).ToLowerInvariant();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FaultReport))]
internal sealed partial class FaultReportJson : JsonSerializerContext;
