using E3.Infra.Config;
using Pulumi;
using Pulumi.Command.Local;
using Pulumi.DigitalOcean;

namespace E3.Infra.Hosts;

/// <summary>
/// The key pair with which the operator enters every host: made for this stack, or the operator's own. The private half is a secret
/// output, so that the state holds it encrypted and another machine with the passphrase can go on with the stack.
/// </summary>
internal sealed class OperatorKey : ComponentResource
{
    public OperatorKey(string stack, string rootDirectory, string? ownKeyFile, ComponentResourceOptions? options = null)
        : base("e3:hosts:OperatorKey", "operator", options)
    {
        File = ownKeyFile ?? Path.Combine(".e3", "keys", stack, "id_ed25519");
        (PrivateKey, PublicKey) = ownKeyFile is null ? Make(stack, rootDirectory) : Read(rootDirectory, ownKeyFile);
        SshKey = new SshKey(
            "operator",
            new SshKeyArgs { Name = $"e3-{stack}", PublicKey = PublicKey },
            new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    /// <summary>In OpenSSH's format; a secret.</summary>
    public Output<string> PrivateKey { get; }

    /// <summary>One line as in <c>authorized_keys</c>.</summary>
    public Output<string> PublicKey { get; }

    /// <summary>Where the private half is, seen from the folder of Pulumi.yaml.</summary>
    public string File { get; }

    public SshKey SshKey { get; }

    private (Output<string> PrivateKey, Output<string> PublicKey) Make(string stack, string rootDirectory)
    {
        var folder = $"folder='{Path.Combine(new ProjectFolder(rootDirectory).FromProgram, ".e3", "keys", stack)}'";
        // The key goes to stdout, which is a secret of the state; never into an argument, where every user of the machine could read it.
        var command = new Command(
            "operator-key",
            new CommandArgs
            {
                Create = $"""
                    set -eu; umask 077; {folder}; mkdir -p "$folder"
                    [ -s "$folder/id_ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C 'e3-{stack}' -f "$folder/id_ed25519" </dev/null
                    cat "$folder/id_ed25519" "$folder/id_ed25519.pub"
                    """,
                Delete = $"""{folder}; rm -f "$folder/id_ed25519" "$folder/id_ed25519.pub" "$folder/known_hosts"; rmdir "$folder" "$(dirname "$folder")" 2>/dev/null || true""",
                Logging = Logging.None,
            },
            new CustomResourceOptions
            {
                Parent = this,
                AdditionalSecretOutputs = { "stdout" },
                // Made once: an E3 that words these commands in another way must not even seem to make a new key, and with it new hosts.
                IgnoreChanges = { "create", "update", "delete", "logging" },
            });

        var privateKey = command.Stdout.Apply(text => OpenSshKeyText.Split(text).PrivateKey);
        var publicKey = Output.Unsecret(command.Stdout.Apply(text => OpenSshKeyText.Split(text).PublicKey));
        return (privateKey, publicKey);
    }

    /// <summary>A private key of the user's own, as a secret.</summary>
    /// <param name="rootDirectory">Where a relative path starts.</param>
    /// <param name="file">The path as the settings have it; <c>~/</c> is the user's home.</param>
    /// <param name="key">The setting, without <c>e3:</c>.</param>
    /// <exception cref="SettingsException">There is no such file.</exception>
    public static Output<string> PrivateKeyIn(string rootDirectory, string file, string key) => Output.CreateSecret(Content(rootDirectory, file, "", key));

    private static (Output<string> PrivateKey, Output<string> PublicKey) Read(string rootDirectory, string file)
    {
        var publicKey = Content(rootDirectory, file, ".pub", "sshKeyFile").Trim();
        return (PrivateKeyIn(rootDirectory, file, "sshKeyFile"), Output.Create(publicKey));
    }

    private static string Content(string rootDirectory, string file, string suffix, string key)
    {
        var home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        var path = Path.Combine(rootDirectory, file.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, file[2..]) : file) + suffix;
        return System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : throw new SettingsException($"e3:{key} is \"{file}\", but there is no file {path}");
    }
}
