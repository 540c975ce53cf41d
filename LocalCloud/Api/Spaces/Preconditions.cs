using System.Globalization;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>
/// What a request asks of an object before anything is done: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html.
/// </summary>
internal static class Preconditions
{
    /// <summary>Whether an object that is asked for is to be sent: false when the client has it as it is.</summary>
    /// <exception cref="SpacesException">It is not the object that the client means.</exception>
    public static bool ToRead(SpacesCall call, StoredObject found)
    {
        Demand(Holds(call.Header("if-match"), found) ?? !ChangedSince(call.Header("if-unmodified-since"), found) ?? true);
        return !(Holds(call.Header("if-none-match"), found) ?? !ChangedSince(call.Header("if-modified-since"), found) ?? false);
    }

    /// <summary>Refuses to write over, or to delete, what is not there as the client thinks.</summary>
    public static void ToWrite(SpacesCall call, StoredObject? current)
    {
        if (call.Header("if-none-match") is { } none)
        {
            if (none != "*")
                throw SpacesException.NotImplemented("a write with another If-None-Match than *");
            Demand(current is null);
        }

        if (call.Header("if-match") is { } match)
            Demand(Holds(match, current ?? throw SpacesException.NoSuchKey())!.Value);
    }

    /// <summary>Refuses to copy what is not as the client thinks.</summary>
    public static void ToCopy(SpacesCall call, StoredObject source)
    {
        const string prefix = "x-amz-copy-source-if-";
        Demand(Holds(call.Header(prefix + "match"), source) ?? !ChangedSince(call.Header(prefix + "unmodified-since"), source) ?? true);
        Demand(!(Holds(call.Header(prefix + "none-match"), source) ?? !ChangedSince(call.Header(prefix + "modified-since"), source) ?? false));
    }

    private static void Demand(bool holds)
    {
        if (!holds)
            throw SpacesException.PreconditionFailed();
    }

    private static bool? Holds(string? tags, StoredObject found) =>
        tags?.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"') == found.ETag);

    // Headers tell whole seconds. A time that is none says nothing.
    private static bool? ChangedSince(string? text, StoredObject found) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? found.ModifiedAt.ToUnixTimeSeconds() > time.ToUnixTimeSeconds() : null;
}
