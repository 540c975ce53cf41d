namespace E3.LocalCloud.Api.Spaces;

/// <summary>The order of keys in listings: that of their UTF-8 bytes. .NET's ordinal order differs where surrogates meet U+E000 and above.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static readonly KeyOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (one, other) = (x ?? "", y ?? "");
        var same = one.AsSpan().CommonPrefixLength(other);
        return same < one.Length && same < other.Length ? Rank(one[same]) - Rank(other[same]) : one.Length - other.Length;
    }

    private static int Rank(char letter) => char.IsSurrogate(letter) ? letter + 0x10000 : letter;
}
