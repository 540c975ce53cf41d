namespace Pulumi.Tests;

/// <summary>
/// Tests of what this SDK does better than the official one. All others hold for both, and were run with both:
/// <c>dotnet test --filter TestCategory!=beyond-official</c> with <c>-p:PulumiSdk=official</c>.
/// </summary>
internal static class Beyond
{
    public const string TheOfficialSdk = "beyond-official";
}
