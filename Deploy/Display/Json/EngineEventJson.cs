using System.Text.Json;
using E3.Engine.Events;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Json;

/// <summary>
/// An engine event as one line of JSON, in the official shape
/// (<see href="https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go"/>). The engine has masked its secrets.
/// </summary>
internal static class EngineEventJson
{
    /// <summary>The event, or null for one that has no place in the official stream.</summary>
    /// <param name="engineEvent">What happened.</param>
    /// <param name="sequence">Its number in its stream.</param>
    /// <param name="time">When it was told.</param>
    public static string? Write(EngineEvent engineEvent, int sequence, DateTimeOffset time)
    {
        if (engineEvent is DiagnosticEvent { Severity: "debug" } or StoppingEvent)
        {
            return null;
        }

        return JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", sequence);
            json.WriteNumber("timestamp", time.ToUnixTimeSeconds());
            Write(json, engineEvent);
            json.WriteEndObject();
        }, indented: false);
    }

    private static void Write(Utf8JsonWriter json, EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case PreludeEvent prelude:
                json.WriteStartObject("preludeEvent");
                json.WriteStartObject("config");
                foreach (var (key, value) in prelude.Config.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case CancelEvent:
                json.WriteStartObject("cancelEvent");
                json.WriteEndObject();
                break;
            case StdoutEngineEvent line:
                json.WriteStartObject("stdoutEvent");
                json.WriteString("message", line.Message);
                json.WriteString("color", "never");
                json.WriteEndObject();
                break;
            case DiagnosticEvent message:
                Write(json, message);
                break;
            case ResourcePreEvent begun:
                WriteStep(json, "resourcePreEvent", begun.Metadata, () => Flag(json, "planning", begun.Planning));
                break;
            case ResOutputsEvent ended:
                WriteStep(json, "resOutputsEvent", ended.Metadata, () => Flag(json, "planning", ended.Planning));
                break;
            case ResOpFailedEvent failed:
                WriteStep(json, "resOpFailedEvent", failed.Metadata, () =>
                {
                    json.WriteNumber("status", failed.Status);
                    json.WriteNumber("steps", failed.Steps);
                });
                break;
            case SummaryEvent summary:
                Write(json, summary);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, DiagnosticEvent message)
    {
        json.WriteStartObject("diagnosticEvent");
        Text(json, "urn", message.Urn ?? "");
        Text(json, "prefix", message.Severity is "error" or "warning" ? $"{message.Severity}: " : "");
        // Every message of the official stream ends its line.
        json.WriteString("message", message.Message.EndsWith('\n') ? message.Message : message.Message + "\n");
        json.WriteString("color", "never");
        json.WriteString("severity", message.Severity);
        if (message.StreamId != 0)
        {
            json.WriteNumber("streamID", message.StreamId);
        }

        Flag(json, "ephemeral", message.Ephemeral);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SummaryEvent summary)
    {
        json.WriteStartObject("summaryEvent");
        json.WriteBoolean("maybeCorrupt", summary.MaybeCorrupt);
        json.WriteNumber("durationSeconds", (long)summary.Duration.TotalSeconds);
        json.WriteStartObject("resourceChanges");
        foreach (var (op, count) in summary.ResourceChanges.OrderBy(change => change.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(op, count);
        }

        json.WriteEndObject();
        json.WriteStartObject("PolicyPacks");
        json.WriteEndObject();
        json.WriteBoolean("isPreview", summary.IsPreview);
        json.WriteString("result", summary.Result);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, string name, StepEventMetadata step, Action rest)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("metadata");
        json.WriteString("op", step.Op);
        json.WriteString("urn", step.Urn);
        json.WriteString("type", step.Type);
        WriteState(json, "old", step.Old);
        WriteState(json, "new", step.New);
        Names(json, "keys", step.Keys);
        Names(json, "diffs", step.Diffs);
        json.WritePropertyName("detailedDiff");
        if (step.DetailedDiff is { } detailed)
        {
            json.WriteStartObject();
            foreach (var (path, diff) in detailed.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(path);
                json.WriteString("diffKind", diff.Kind);
                json.WriteBoolean("inputDiff", diff.InputDiff);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        Flag(json, "logical", step.Logical);
        json.WriteString("provider", step.Provider);
        json.WriteEndObject();
        rest();
        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, string name, StepEventStateMetadata? state)
    {
        if (state is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("type", state.Type);
        json.WriteString("urn", state.Urn);
        Flag(json, "custom", state.Custom);
        Flag(json, "delete", state.Delete);
        json.WriteString("id", state.Id);
        json.WriteString("parent", state.Parent);
        Flag(json, "protect", state.Protect);
        Flag(json, "external", state.External);
        Flag(json, "retainOnDelete", state.RetainOnDelete);
        Properties(json, "inputs", state.Inputs);
        Properties(json, "outputs", state.Outputs);
        json.WriteString("provider", state.Provider);
        Names(json, "initErrors", state.InitErrors);
        json.WriteEndObject();
    }

    private static void Properties(Utf8JsonWriter json, string name, PropertyMap properties)
    {
        json.WritePropertyName(name);
        PropertyJson.Write(json, new PropertyValue.Map(properties), showSecrets: false);
    }

    private static void Flag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private static void Names(Utf8JsonWriter json, string name, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in names)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
