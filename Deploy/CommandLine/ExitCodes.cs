namespace E3.Deploy.CommandLine;

/// <summary>How the command says what came of it; the numbers are those of the official command.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NoSuchStack = 6;
    public const int ChangesNotExpected = 7;
    public const int Cancelled = 8;
    public const int Internal = 255;
}
