using Pulumi.Automation.Wire;

namespace Pulumi.Automation;

// Taking over what is there already.
public sealed partial class WorkspaceStack
{
    /// <summary>Takes resources over that are there already, and writes the program's text for them.</summary>
    /// <param name="options">Which resources.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ImportResult> ImportAsync(ImportOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = Directory.CreateTempSubdirectory("automation-import-");
        try
        {
            var words = new OperationWords("import", "--yes", "--skip-preview");
            if (options.Resources is { Count: > 0 })
            {
                var file = Path.Combine(folder.FullName, "import.json");
                await File.WriteAllTextAsync(file, WireJson.Write(new { options.NameTable, options.Resources }), cancellationToken);
                words.Add("--file", file);
            }

            var code = Path.Combine(folder.FullName, "generated.cs");
            words.Flag("--protect=false", options.Protect == false)
                .Add(options.GenerateCode == false ? ["--generate-code=false"] : ["--out", code])
                .Value("--from", options.Converter);
            if (options.Converter is not null && options.ConverterArgs is { Count: > 0 } told)
            {
                // What stands behind is the converter's: the stack's name must stand before.
                words.Add("--stack", Name).Add("--").Add([.. told]);
            }
            else
            {
                words.Add("--stack", Name);
            }

            var result = await Workspace.OperateAsync(
                Name, words.All, options.OnStandardOutput, options.OnStandardError, onEvent: null, cancellationToken);
            var text = options.GenerateCode == false ? "" : await File.ReadAllTextAsync(code, cancellationToken);
            return new(result.StandardOutput, result.StandardError, await SummaryAsync(options.ShowSecrets, cancellationToken), text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
