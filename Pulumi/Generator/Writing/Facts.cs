using System.Globalization;
using System.Security;
using System.Text.Json;
using Pulumi.Generator.Typing;

namespace Pulumi.Generator.Writing;

/// <summary>What the documentation of a property says: our own words where there are some, and the schema's facts. Not its sentences.</summary>
internal static class Facts
{
    /// <param name="words">Our own words.</param>
    /// <param name="type">The type as the words name it.</param>
    /// <param name="member">The property.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="isProvider">Whether it is a setting of a provider, which goes out as text.</param>
    public static string Of(Words words, string type, Member member, Place place, bool isProvider = false)
    {
        var takesOutputs = place is Place.Input or Place.State or Place.Argument;
        var presence = place switch
        {
            Place.Output or Place.Result => member.IsRequired ? ", always there" : ", may be absent",
            Place.State => "",
            _ => member.IsRequired ? ", required" : ", optional",
        };
        IEnumerable<string?> sentences =
        [
            words.For(type, member.Wire),
            $"Property <c>{member.Wire}</c>{presence}.",
            !member.Spec.Secret ? null : takesOutputs ? "Secret, whatever is given." : "Secret.",
            place is Place.Input or Place.Output && (member.Spec.WillReplaceOnChanges || member.Spec.ReplaceOnChanges)
                ? "A change replaces the resource." : null,
            takesOutputs || place == Place.PlainArgument ? Default(member) : null,
            isProvider && takesOutputs && IsJson(member) ? "Sent as JSON text." : null,
            member.Spec.DeprecationMessage is null ? null : "Deprecated.",
            member.Spec.DeprecationMessage is null ? null : words.For(type, member.Wire + "!"),
        ];
        return string.Join(' ', sentences.Where(sentence => sentence is not null));
    }

    /// <summary>Whether a provider takes this setting as JSON text: it takes nothing but text.</summary>
    public static bool IsJson(Member member) => member.Shape is not Shape.Simple { CSharp: "string" };

    /// <summary>What to use instead of something deprecated, or where to read about it.</summary>
    public static string Instead(string? words, string registryPage)
        => words is null ? $"The provider has deprecated it: {registryPage}" : PlainText(words);

    private static string? Default(Member member)
    {
        var value = member.Spec.Default is { } text
            ? $"<c>{Escaped(text.ValueKind == JsonValueKind.String ? text.GetString()! : text.GetRawText())}</c>"
            : null;
        var variables = string.Join(" or ", (member.Spec.DefaultInfo?.Environment ?? []).Select(variable => $"<c>{variable}</c>"));
        return (variables, value) switch
        {
            ("", null) => null,
            ("", _) => $"Default: {value}.",
            (_, null) => $"Default: what the variable {variables} says.",
            _ => string.Create(CultureInfo.InvariantCulture, $"Default: what the variable {variables} says, else {value}."),
        };
    }

    private static string Escaped(string text) => SecurityElement.Escape(text).Replace("&apos;", "'", StringComparison.Ordinal);

    private static string PlainText(string words)
        => words.Replace("<c>", "", StringComparison.Ordinal).Replace("</c>", "", StringComparison.Ordinal);
}
