using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>DigitalOcean's published description of its API, and what an answer breaks of it.</summary>
public sealed class OpenApi(JsonNode document)
{
    /// <summary>The description, looked for beside the checkout; null where it is not.</summary>
    public static OpenApi? Find()
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "digitalocean-openapi.json");
            if (File.Exists(file))
                return new OpenApi(JsonNode.Parse(File.ReadAllText(file))!);
        }

        return null;
    }

    /// <summary>What is wrong with an answer: its status, its headers or its body.</summary>
    public IReadOnlyList<string> Violations(string method, string path, int status, IEnumerable<string> headers, JsonNode? body)
    {
        if (Operation(method, path) is not { } operation)
            return [$"{method} {path}: no such operation"];
        var response = operation["responses"]![$"{status}"] ?? (status >= 400 ? operation["responses"]!["default"] : null);
        if (response is null)
            return [$"{method} {path}: answers {status}, described are {string.Join(", ", operation["responses"]!.AsObject().Select(known => known.Key))}"];
        List<string> wrong = [];
        var missing = (response["headers"]?.AsObject() ?? []).Select(header => header.Key).Where(name => name != "content-type").Except(headers);
        wrong.AddRange(missing.Select(name => $"{method} {path}: header {name} is missing"));
        if (response["content"]?["application/json"]?["schema"] is { } schema)
            Check(schema, body, $"{method} {path}", wrong);
        return wrong;
    }

    /// <summary>Whether there is such an operation.</summary>
    public bool Describes(string method, string path) => Operation(method, path) is not null;

    /// <summary>What is wrong with a request's body.</summary>
    public IReadOnlyList<string> RequestViolations(string method, string path, JsonNode? body)
    {
        if (Operation(method, path) is not { } operation)
            return [$"{method} {path}: no such operation"];
        List<string> wrong = [];
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema)
            return body is null ? [] : [$"{method} {path}: takes no body"];
        if (body is null)
            return [$"{method} {path}: the body is missing"];
        // The description names the forms of some actions by their type; one of these forms contradicts its own type.
        if (schema["discriminator"]?["mapping"]?.AsObject() is { } mapping && !mapping.ContainsKey(body["type"]?.ToString() ?? ""))
            wrong.Add($"{method} {path}: there is no type {body["type"]}");
        else if (body["type"]?.ToString() != "change_backup_policy")
            Check(schema, body, $"{method} {path}", wrong);
        return wrong;
    }

    private JsonNode? Operation(string method, string path)
    {
        var plain = path.Split('?')[0];
        return document["paths"]!.AsObject()
            .Where(known => Regex.IsMatch(plain, $"^{Regex.Replace(known.Key, "{[^}]+}", "[^/]+")}$"))
            .OrderBy(known => known.Key.Count(letter => letter == '{'))
            .Select(known => known.Value![method.ToLowerInvariant()])
            .FirstOrDefault(operation => operation is not null);
    }

    private void Check(JsonNode schema, JsonNode? value, string where, List<string> wrong)
    {
        if (schema["$ref"] is { } reference)
        {
            Check(document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!, value, where, wrong);
            return;
        }

        foreach (var part in schema["allOf"]?.AsArray() ?? [])
            Check(part!, value, where, wrong);
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices && !choices.Any(choice => Fits(choice!, value)))
            wrong.Add($"{where}: fits none of the forms it may have");
        if (value is null)
        {
            if (schema["type"] is not null && schema["nullable"]?.GetValue<bool>() != true)
                wrong.Add($"{where}: is null");
            return;
        }

        if (schema["type"]?.GetValue<string>() is { } type && !IsOf(value, type))
        {
            wrong.Add($"{where}: is no {type} but {value.ToJsonString()}");
            return;
        }

        // YAML read "off" as false when the description was made.
        if (schema["enum"] is JsonArray values && !values.Any(known => known?.ToString() == value.ToString() || (known?.ToString() == "false" && value.ToString() == "off")))
            wrong.Add($"{where}: {value.ToJsonString()} is none of {values.ToJsonString()}");
        if (value is JsonObject members)
            CheckMembers(schema, members, where, wrong);
        if (value is JsonArray items && schema["items"] is { } item)
        {
            for (var i = 0; i < items.Count; i++)
                Check(item, items[i], $"{where}[{i}]", wrong);
        }
    }

    private void CheckMembers(JsonNode schema, JsonObject members, string where, List<string> wrong)
    {
        foreach (var name in schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [])
        {
            if (!members.ContainsKey(name))
                wrong.Add($"{where}: {name} is missing");
        }

        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            if (members.TryGetPropertyValue(name, out var member))
                Check(property!, member, $"{where}.{name}", wrong);
        }
    }

    private bool Fits(JsonNode schema, JsonNode? value)
    {
        List<string> wrong = [];
        Check(schema, value, "", wrong);
        return wrong.Count == 0;
    }

    private static bool IsOf(JsonNode value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "integer" => value.GetValueKind() == System.Text.Json.JsonValueKind.Number && long.TryParse(value.ToJsonString(), out _),
        "number" => value.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "boolean" => value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        _ => true,
    };
}
