using System.Globalization;

namespace Pulumi;

/// <summary>
/// The settings of the stack, as <c>pulumi config set</c> wrote them. Get… gives null where there is none, Require… ends the
/// program with a message that names the key. …Secret… gives the value as a secret output.
/// </summary>
public sealed partial class Config
{
    private readonly string _namespace;

    /// <summary>The settings of a namespace.</summary>
    /// <param name="name">The namespace; null = the project's name.</param>
    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        _namespace = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    /// <summary>A setting as text.</summary>
    /// <param name="key">The key, without the namespace.</param>
    public string? Get(string key) => Deployment.Required.Environment.Config.GetValueOrDefault(FullKey(key));

    /// <inheritdoc cref="Get"/>
    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="Get"/>
    public string Require(string key) => Get(key) ?? throw Missing(key);

    /// <inheritdoc cref="Get"/>
    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    /// <summary>A setting as a truth value: <c>true</c> or <c>false</c>.</summary>
    /// <inheritdoc cref="Get"/>
    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var value => throw Unfit(key, value, nameof(Boolean)),
    };

    /// <inheritdoc cref="GetBoolean"/>
    public Output<bool>? GetSecretBoolean(string key) => GetBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="GetBoolean"/>
    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    /// <inheritdoc cref="GetBoolean"/>
    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    /// <summary>A setting as a whole number.</summary>
    /// <inheritdoc cref="Get"/>
    public int? GetInt32(string key) => Get(key) switch
    {
        null => null,
        var value when int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        var value => throw Unfit(key, value, nameof(Int32)),
    };

    /// <inheritdoc cref="GetInt32"/>
    public Output<int>? GetSecretInt32(string key) => GetInt32(key) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="GetInt32"/>
    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    /// <inheritdoc cref="GetInt32"/>
    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    /// <summary>A setting as a number.</summary>
    /// <inheritdoc cref="Get"/>
    public double? GetDouble(string key) => Get(key) switch
    {
        null => null,
        var value when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        var value => throw Unfit(key, value, nameof(Double)),
    };

    /// <inheritdoc cref="GetDouble"/>
    public Output<double>? GetSecretDouble(string key) => GetDouble(key) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="GetDouble"/>
    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    /// <inheritdoc cref="GetDouble"/>
    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    private string FullKey(string key) => $"{_namespace}:{key}";

    private RunException Missing(string key) => new(
        $"Missing Required configuration variable '{FullKey(key)}'\n" +
        $"\tplease set a value using the command `pulumi config set {FullKey(key)} <value>`");

    // The value of a secret setting must not end up in a log.
    private RunException Unfit(string key, string value, string type, Exception? cause = null)
        => Deployment.Required.Environment.SecretConfig.Contains(FullKey(key))
            ? new($"Configuration '{FullKey(key)}' is secret and not a valid {type}")
            : new($"Configuration '{FullKey(key)}' value '{value}' is not a valid {type}", cause);
}
