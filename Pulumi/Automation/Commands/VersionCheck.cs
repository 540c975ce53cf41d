using Semver;

namespace Pulumi.Automation.Commands;

/// <summary>Which versions of the command take the words that are said to it here.</summary>
internal static class VersionCheck
{
    private static readonly SemVersion Oldest = new(3, 1, 0);

    /// <param name="command">The command, for errors.</param>
    /// <param name="printed">What its <c>version</c> prints; a <c>v</c> in front may be there.</param>
    /// <param name="wanted">The oldest version that will do; null = the oldest that can.</param>
    /// <param name="skip">Whether any version will do.</param>
    /// <returns>The version; null if it cannot be read and any will do.</returns>
    /// <exception cref="InvalidOperationException">It will not do.</exception>
    public static SemVersion? Read(string command, string printed, SemVersion? wanted, bool skip)
    {
        var text = printed.Trim();
        var version = SemVersion.TryParse(text.TrimStart('v'), SemVersionStyles.Any, out var parsed) ? parsed : null;
        if (skip)
        {
            return version;
        }

        if (version is null)
        {
            throw new InvalidOperationException($"Failed to get Pulumi version: '{command} version' printed '{text}', which is none. "
                + $"Set {LocalPulumiCommand.SkipVersionCheckVar}=true to go on without a version.");
        }

        var oldest = wanted is not null && wanted.ComparePrecedenceTo(Oldest) > 0 ? wanted : Oldest;
        if (oldest.Major < version.Major)
        {
            throw new InvalidOperationException($"Major version mismatch. '{command}' is version {version}; this SDK speaks with version "
                + $"{oldest.Major}. Please update the SDK.");
        }

        return oldest.ComparePrecedenceTo(version) <= 0 ? version : throw new InvalidOperationException(
            $"Minimum version requirement failed. '{command}' is version {version}; the oldest that will do is {oldest}. "
            + "Please update the Pulumi CLI.");
    }
}
