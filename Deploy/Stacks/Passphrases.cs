using E3.Deploy.CommandLine;
using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.Secrets;
using E3.Engine.Workspace;

namespace E3.Deploy.Stacks;

/// <summary>
/// Where a stack's passphrase comes from: PULUMI_CONFIG_PASSPHRASE, the file PULUMI_CONFIG_PASSPHRASE_FILE names, or, for a stack on this
/// machine only, a file of its own beside the state, made when it is first needed.
/// </summary>
internal sealed class Passphrases(Host host, Project project, string stack, string stateFolder, bool isLocal)
{
    private const string Variable = "PULUMI_CONFIG_PASSPHRASE";
    private const string FileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file of a stack on this machine.</summary>
    public string OwnFile { get; } = Path.Combine(project.Folder, ".e3", "passphrase");

    /// <summary>The secrets provider of a salt, or of a new one when there is none yet.</summary>
    /// <param name="salt">What the settings file or the state says, or null.</param>
    /// <param name="required">False for secrets that may never be touched: without a passphrase the first that is touched is the error.</param>
    public PassphraseSecrets Open(string? salt, bool required = true)
    {
        if (!required && !isLocal && host.Environment(Variable) is null && host.Environment(FileVariable) is not { Length: > 0 })
        {
            return PassphraseSecrets.Missing(Unset);
        }

        var (passphrase, source) = Find(mayMake: salt is null);
        if (salt is null)
        {
            return PassphraseSecrets.Create(passphrase);
        }

        try
        {
            return PassphraseSecrets.Open(passphrase, salt);
        }
        catch (EngineException wrong) when (wrong.Message == "incorrect passphrase")
        {
            throw new CommandException(
                $"incorrect passphrase: the one in {source} does not open the secrets of stack '{stack}'. Set {Variable} to the one they were made with.",
                inner: wrong);
        }
    }

    private (string Passphrase, string Source) Find(bool mayMake)
    {
        if (host.Environment(Variable) is { } inVariable)
        {
            return (inVariable, Variable);
        }

        if (host.Environment(FileVariable) is { Length: > 0 } file)
        {
            return File.Exists(file)
                ? (File.ReadAllText(file).Trim(), file)
                : throw new CommandException($"{FileVariable} names {file}, which is not there.");
        }

        if (!isLocal)
        {
            throw new CommandException(Unset);
        }

        // An empty one is what a run that was killed, or a full disk, left: with it nothing would be secret.
        if ((File.Exists(OwnFile) ? File.ReadAllText(OwnFile).Trim() : "") is not { Length: > 0 } own)
        {
            return mayMake
                ? (Make(), OwnFile)
                : throw new CommandException($"{OwnFile} is {(File.Exists(OwnFile) ? "empty" : "gone")}, and the secrets of stack '{stack}' were encrypted with what it held. "
                    + $"Put it back, or set {Variable}; if it is lost for good, ./e3 cloud stop --remove and delete {stateFolder} to begin anew.");
        }

        return (own, OwnFile);
    }

    private string Unset => $"passphrase must be set with {Variable} or {FileVariable} environment variables: stack '{stack}' encrypts its secrets with it.";

    private string Make()
    {
        var passphrase = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        Directory.CreateDirectory(Path.GetDirectoryName(OwnFile)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var beside = OwnFile + ".tmp";
        using (var stream = new FileStream(beside, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.WriteLine(passphrase);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        if (File.Exists(OwnFile))
        {
            File.Delete(OwnFile);
        }

        // Not over one that another run has made in the meantime: what it encrypts would be lost.
        File.Move(beside, OwnFile, overwrite: false);
        return passphrase;
    }
}
