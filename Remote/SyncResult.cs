namespace E3.Remote;

/// <summary>What came of copying with rsync.</summary>
/// <param name="Sent">The files that had to be sent; the others were there already. Null when it did not work.</param>
/// <param name="Trouble">Why it did not work, for people; the folder may then hold a part. Null when it did.</param>
public sealed record SyncResult(IReadOnlyList<string>? Sent, string? Trouble)
{
    internal static SyncResult Failed(string trouble) => new(null, trouble);
}
