using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Pulumi;

// Settings with structure: JSON, read into any type that System.Text.Json can read.
public sealed partial class Config
{
    /// <summary>A setting with structure.</summary>
    /// <typeparam name="T">What to read it into.</typeparam>
    /// <param name="key">The key, without the namespace.</param>
    /// <param name="options">How System.Text.Json reads it.</param>
    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions options) => Read<T>(key, options);

    /// <inheritdoc cref="GetObject{T}(string, JsonSerializerOptions)"/>
    [return: MaybeNull]
    public T GetObject<T>(string key) => Read<T>(key, options: null);

    /// <inheritdoc cref="GetObject{T}(string, JsonSerializerOptions)"/>
    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options)
        => Get(key) is null ? null : Output.CreateSecret(Read<T>(key, options)!);

    /// <inheritdoc cref="GetObject{T}(string, JsonSerializerOptions)"/>
    public Output<T>? GetSecretObject<T>(string key) => Get(key) is null ? null : Output.CreateSecret(Read<T>(key, options: null)!);

    /// <inheritdoc cref="GetObject{T}(string, JsonSerializerOptions)"/>
    public T RequireObject<T>(string key, JsonSerializerOptions options) => Get(key) is null ? throw Missing(key) : Read<T>(key, options)!;

    /// <inheritdoc cref="GetObject{T}(string, JsonSerializerOptions)"/>
    public T RequireObject<T>(string key) => Get(key) is null ? throw Missing(key) : Read<T>(key, options: null)!;

    /// <inheritdoc cref="GetObject{T}(string, JsonSerializerOptions)"/>
    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options)
        => Output.CreateSecret(RequireObject<T>(key, options));

    /// <inheritdoc cref="GetObject{T}(string, JsonSerializerOptions)"/>
    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireObject<T>(key));

    [return: MaybeNull]
    private T Read<T>(string key, JsonSerializerOptions? options)
    {
        if (Get(key) is not { } text)
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(text, options);
        }
        catch (JsonException cause)
        {
            throw Unfit(key, text, typeof(T).FullName!, cause);
        }
    }
}
