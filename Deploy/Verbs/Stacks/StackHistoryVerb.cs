using System.Globalization;
using System.Text.Json;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.Backends;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Shows what was done to a stack, the latest first.</summary>
internal sealed class StackHistoryVerb(Host host, string? stack)
{
    public async Task<int> RunAsync(bool json, bool showSecrets, bool fullDates, int pageSize, int page, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        IEnumerable<UpdateRecord> updates = await context.Backend.HistoryAsync(context.Reference, cancel);
        if (pageSize > 0)
        {
            updates = updates.Skip((Math.Max(page, 1) - 1) * pageSize).Take(pageSize);
        }

        var shown = updates.ToList();
        if (json)
        {
            var decrypt = showSecrets && shown.Any(update => update.Config.Values.Any(HistoricSetting.IsSecret)) ? (await context.SecretsAsync(cancel)).Decrypt : (Func<string, string>?)null;
            host.Screen.Out.WriteLine(Json(shown, decrypt));
        }
        else
        {
            Write(shown, page, fullDates);
        }

        return ExitCodes.Ok;
    }

    private static string Json(List<UpdateRecord> updates, Func<string, string>? decrypt) => JsonText.Of(json =>
    {
        json.WriteStartArray();
        foreach (var update in updates)
        {
            json.WriteStartObject();
            json.WriteNumber("version", update.Version);
            json.WriteString("kind", update.Kind);
            json.WriteString("startTime", Times.Json(update.Start));
            json.WriteString("message", update.Message);
            json.WriteStartObject("environment");
            foreach (var (name, value) in update.Environment)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteStartObject("config");
            foreach (var (key, value) in update.Config)
            {
                json.WritePropertyName(key);
                HistoricSetting.Write(json, value, decrypt);
            }

            json.WriteEndObject();
            json.WriteString("result", update.Result);
            json.WriteString("endTime", Times.Json(update.End));
            json.WriteStartObject("resourceChanges");
            foreach (var (op, count) in update.Changes)
            {
                json.WriteNumber(op, count);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private void Write(List<UpdateRecord> updates, int page, bool fullDates)
    {
        if (updates.Count == 0)
        {
            host.Screen.Out.WriteLine(page > 1 ? $"No stack updates found on page '{page.ToString(CultureInfo.InvariantCulture)}'" : "Stack has never been updated");
            return;
        }

        var text = new StyledText();
        foreach (var update in updates)
        {
            text.Line(Invariant($"Version: {update.Version}")).Line($"UpdateKind: {update.Kind}")
                .Line($"Status: {update.Result}", update.Result == "succeeded" ? Tone.Create : Tone.Error)
                .Line($"Message: {update.Message}");
            foreach (var (sign, op, tone) in new[] { ("+", "create", Tone.Create), ("-", "delete", Tone.Delete), ("~", "update", Tone.Update), (" ", "same", Tone.Plain) })
            {
                text.Add(Invariant($"{sign}{update.Changes.GetValueOrDefault(op)}"), tone);
            }

            var when = fullDates ? update.Start.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) : Times.Ago(update.Start, host.Clock.GetUtcNow());
            text.Line($" Updated {when} took {Display.Reports.SummaryReport.Rounded(update.End - update.Start)}");
            foreach (var (name, value) in update.Environment.Where(entry => !string.IsNullOrWhiteSpace(entry.Value)))
            {
                text.Line($"    {name}: {value}");
            }

            text.Line();
        }

        host.Screen.Write(text);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A setting as a history entry keeps it.</summary>
internal static class HistoricSetting
{
    private const string Secure = "secure";

    public static bool IsSecret(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => IsCiphertext(value, out _) || value.EnumerateObject().Any(member => IsSecret(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsSecret),
        _ => false,
    };

    /// <summary>As the official JSON has it: value, objectValue and whether it is secret; without a decryption a secret's value is left out.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value, Func<string, string>? decrypt)
    {
        var secret = IsSecret(value);
        json.WriteStartObject();
        if (!secret || decrypt is not null)
        {
            var isObject = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !IsCiphertext(value, out _);
            try
            {
                var text = isObject ? JsonText.Of(inner => Reveal(inner, value, decrypt), indented: false)
                    : IsCiphertext(value, out var ciphertext) ? decrypt!(ciphertext)
                    : value.ToString();
                json.WriteString("value", text);
                if (isObject)
                {
                    json.WritePropertyName("objectValue");
                    json.WriteRawValue(text);
                }
            }
            catch (EngineException)
            {
                // One that an earlier passphrase encrypted does not hide the others; the official command writes the same.
                json.WriteString("value", "ERROR_UNABLE_TO_DECRYPT");
            }
        }

        json.WriteBoolean("secret", secret);
        json.WriteEndObject();
    }

    private static void Reveal(Utf8JsonWriter json, JsonElement value, Func<string, string>? decrypt)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when IsCiphertext(value, out var ciphertext):
                json.WriteStringValue(decrypt!(ciphertext));
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Reveal(json, member.Value, decrypt);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Reveal(json, item, decrypt);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static bool IsCiphertext(JsonElement value, out string ciphertext)
    {
        ciphertext = value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 1 && value.TryGetProperty(Secure, out var inner) && inner.ValueKind == JsonValueKind.String
            ? inner.GetString()!
            : "";
        return ciphertext.Length > 0;
    }
}
