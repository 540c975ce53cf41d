using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace E3.Engine.Programs;

/// <summary>What Pulumi's SDKs expect in the environment. Settings go there, not on the command line, which every user can read.</summary>
internal static class ProgramEnvironment
{
    public static IReadOnlyDictionary<string, string?> For(OperationRequest request, string address) => new Dictionary<string, string?>
    {
        ["PULUMI_MONITOR"] = address,
        ["PULUMI_ENGINE"] = address,
        ["PULUMI_PROJECT"] = request.Project,
        ["PULUMI_STACK"] = request.Stack,
        ["PULUMI_ORGANIZATION"] = "organization",
        ["PULUMI_ROOT_DIRECTORY"] = request.ProjectDirectory,
        ["PULUMI_DRY_RUN"] = request.IsPreview ? "true" : "false",
        ["PULUMI_QUERY_MODE"] = "false",
        ["PULUMI_PARALLEL"] = request.Parallel.ToString(CultureInfo.InvariantCulture),
        ["PULUMI_CONFIG"] = JsonSerializer.Serialize(
            request.Config.ToDictionary(entry => entry.Key, entry => entry.Value.Value), ProgramEnvironmentJson.Default.DictionaryStringString),
        ["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(
            [.. request.Config.Where(entry => entry.Value.Secret).Select(entry => entry.Key)], ProgramEnvironmentJson.Default.StringArray),
    };
}

[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ProgramEnvironmentJson : JsonSerializerContext;
