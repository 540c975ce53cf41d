using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using E3.Deploy.Display.Resources;
using E3.Engine.Events;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Json;

/// <summary>
/// An operation as one document, in the shape of the official preview digest
/// (<see href="https://github.com/pulumi/pulumi/blob/master/pkg/display/json.go"/>) with the <c>result</c> beside it.
/// </summary>
internal static class Digest
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(OperationView view)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            if (view.Config.Count > 0)
            {
                json.WriteStartObject("config");
                foreach (var (key, value) in view.Config.OrderBy(setting => setting.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            WriteSteps(json, view);
            WriteDiagnostics(json, view);
            if (view.Summary is { } summary)
            {
                // Nanoseconds, as Go writes a duration.
                json.WriteNumber("duration", summary.Duration.Ticks * TimeSpan.NanosecondsPerTick);
                json.WriteStartObject("changeSummary");
                foreach (var (op, count) in summary.ResourceChanges.OrderBy(change => change.Key, StringComparer.Ordinal).Where(change => change.Value > 0))
                {
                    json.WriteNumber(op, count);
                }

                json.WriteEndObject();
                if (summary.MaybeCorrupt)
                {
                    json.WriteBoolean("maybeCorrupt", true);
                }

                json.WriteString("result", summary.Result);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteSteps(Utf8JsonWriter json, OperationView view)
    {
        json.WriteStartArray("steps");
        foreach (var step in view.Rows.SelectMany(row => row.Steps.Select(step => (Row: row, Step: step)))
            .Where(pair => pair.Row.Parts.IsStack || (!StepOps.IsSame(pair.Step.Op) && (pair.Step.Logical || !StepOps.IsReplacement(pair.Step.Op))))
            .Select(pair => pair.Step))
        {
            json.WriteStartObject();
            json.WriteString("op", step.Op);
            json.WriteString("urn", step.Urn);
            if (step.Provider.Length > 0)
            {
                json.WriteString("provider", step.Provider);
            }

            WriteState(json, "oldState", step.Old);
            WriteState(json, "newState", step.New);
            WriteNames(json, "diffReasons", step.Diffs);
            WriteNames(json, "replaceReasons", step.Keys);
            json.WritePropertyName("detailedDiff");
            WriteDetailedDiff(json, step.DetailedDiff);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDetailedDiff(Utf8JsonWriter json, IReadOnlyDictionary<string, EventPropertyDiff>? detailed)
    {
        if (detailed is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        foreach (var (path, diff) in detailed.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(path);
            json.WriteString("kind", diff.Kind);
            json.WriteBoolean("inputDiff", diff.InputDiff);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, string name, StepEventStateMetadata? state)
    {
        if (state is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("urn", state.Urn);
        json.WriteBoolean("custom", state.Custom);
        WriteFlag("delete", state.Delete);
        WriteText("id", state.Id);
        json.WriteString("type", state.Type);
        WriteProperties("inputs", state.Inputs);
        WriteProperties("outputs", state.Outputs);
        WriteText("parent", state.Parent);
        WriteFlag("protect", state.Protect);
        WriteFlag("external", state.External);
        WriteNames(json, "initErrors", state.InitErrors);
        WriteText("provider", state.Provider);
        WriteFlag("retainOnDelete", state.RetainOnDelete);
        json.WriteEndObject();

        void WriteFlag(string flag, bool value)
        {
            if (value)
            {
                json.WriteBoolean(flag, true);
            }
        }

        void WriteText(string property, string value)
        {
            if (value.Length > 0)
            {
                json.WriteString(property, value);
            }
        }

        void WriteProperties(string property, PropertyMap map)
        {
            if (map.Count > 0)
            {
                json.WritePropertyName(property);
                PropertyJson.Write(json, new PropertyValue.Map(map), showSecrets: false);
            }
        }
    }

    private static void WriteNames(Utf8JsonWriter json, string property, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            json.WriteStartArray(property);
            foreach (var name in names)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, OperationView view)
    {
        if (view.Diagnostics.Count == 0)
        {
            return;
        }

        json.WriteStartArray("diagnostics");
        foreach (var message in view.Diagnostics)
        {
            json.WriteStartObject();
            if (message.Urn is { Length: > 0 } urn)
            {
                json.WriteString("urn", urn);
            }

            json.WriteString("message", (message.Severity is "error" or "warning" ? $"{message.Severity}: " : "") + message.Message);
            json.WriteString("severity", message.Severity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
