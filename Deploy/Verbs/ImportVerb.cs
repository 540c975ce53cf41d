using System.Collections.Immutable;
using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.Deployments;

namespace E3.Deploy.Verbs;

/// <summary>Takes over resources that exist already.</summary>
internal sealed class ImportVerb(Host host, OperationFlags flags)
{
    public (string? Type, string? Name, string? Id) Resource { get; init; }

    public string? Parent { get; init; }

    public string? Provider { get; init; }

    public ImmutableArray<string> Properties { get; init; } = [];

    public string? File { get; init; }

    public bool Protect { get; init; } = true;

    public bool GenerateCode { get; init; } = true;

    public string? CodeFile { get; init; }

    public async Task<int> RunAsync()
    {
        Question.RequireAnswerable(host.Screen, flags);
        var stop = host.Interrupts.Stop;
        var context = StackContext.Open(host, flags.Stack, flags.SettingsFile);
        using var cloud = CloudAccess.Of(context);
        cloud?.RequireRoot("import");
        var imports = await SpecsAsync(context, stop);
        await context.SecretsAsync(stop); // a wrong passphrase is an error before anything is started
        if (cloud is not null)
        {
            await cloud.EnsureAsync(null, stop);
        }

        await using var engines = new Engines(context, flags);
        if (!flags.Yes && !flags.SkipPreview && !flags.PreviewOnly)
        {
            engines.ExitCodeOf((await engines.RunAsync(OperationKind.Import, Engines.NoProgram, imports, preview: true)).Result, "preview");
            await Question.AskAsync(host.Screen, "import", "", null, stop);
        }

        var (result, _) = await engines.RunAsync(OperationKind.Import, Engines.NoProgram, imports);
        // What came in is in the state even where something else failed, and its code is due.
        if (GenerateCode && !flags.PreviewOnly && !flags.Display.ForProgram && !result.Imported.IsEmpty)
        {
            await WriteCodeAsync(result, stop);
        }

        return engines.ExitCodeOf(result, "import");
    }

    private async Task<IReadOnlyList<ImportSpec>> SpecsAsync(StackContext context, CancellationToken cancel)
    {
        if (File is { } file)
        {
            var path = Path.GetFullPath(file, host.Folder);
            return Resource is (null, null, null)
                ? ImportFile.Read(await System.IO.File.ReadAllBytesAsync(path, cancel), path, context.Reference, Protect)
                : throw new CommandException("an inline resource may not be specified in conjunction with an import file", ExitCodes.Usage);
        }

        return Resource is ({ } type, { } name, { } id)
            ? [new ImportSpec(type, name, id) { Parent = Urn(Parent, "--parent"), Provider = Urn(Provider, "--provider"), Protect = Protect, Properties = Properties }]
            : throw new CommandException("an inline resource takes a type, a name and an id; or name a file with --file", ExitCodes.Usage);
    }

    /// <summary>The official command gives parents and providers a name for the code too: name=urn.</summary>
    private static string Urn(string? given, string flag) => given is null ? ""
        : given[(given.IndexOf("=urn:", StringComparison.Ordinal) is var at and >= 0 ? at + 1 : 0)..] is var urn && urn.StartsWith("urn:", StringComparison.Ordinal) ? urn
        : throw new CommandException($"{flag}: '{given}' is no URN (e3 stack --show-urns lists them)", ExitCodes.Usage);

    private async Task WriteCodeAsync(OperationResult result, CancellationToken cancel)
    {
        var code = string.Concat(result.Imported.Select(CSharpDeclaration.Of));
        if (CodeFile is { } file)
        {
            await System.IO.File.WriteAllTextAsync(Path.GetFullPath(file, host.Folder), code, cancel);
            return;
        }

        host.Screen.Write(new StyledText().Line().Line("Copy this into the program, or the next update wants to delete what was imported:", Tone.Strong).Line().Line(code));
    }
}
