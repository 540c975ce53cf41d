using Pulumi.Automation.Exceptions;

namespace Pulumi.Automation;

// The files of the workspace's folder.
public sealed partial class LocalWorkspace
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <inheritdoc/>
    public override Task<ProjectSettings?> GetProjectSettingsAsync(CancellationToken cancellationToken = default)
        => ReadAsync<ProjectSettings>(FileOf("Pulumi"), cancellationToken);

    /// <inheritdoc/>
    public override Task SaveProjectSettingsAsync(ProjectSettings settings, CancellationToken cancellationToken = default)
        => WriteAsync(FileOf("Pulumi"), settings, cancellationToken);

    /// <inheritdoc/>
    public override Task<StackSettings?> GetStackSettingsAsync(string stackName, CancellationToken cancellationToken = default)
        => ReadAsync<StackSettings>(FileOfStack(stackName), cancellationToken);

    /// <inheritdoc/>
    public override Task SaveStackSettingsAsync(string stackName, StackSettings settings, CancellationToken cancellationToken = default)
        => WriteAsync(FileOfStack(stackName), settings, cancellationToken);

    private async Task WriteSettingsAsync(LocalWorkspaceOptions? options, CancellationToken cancellation)
    {
        if (options?.ProjectSettings is { } wanted)
        {
            if (await GetProjectSettingsAsync(cancellation) is not { } there)
            {
                await SaveProjectSettingsAsync(wanted, cancellation);
            }
            else if (!wanted.IsDefault && !wanted.IsSameAs(there))
            {
                throw new ProjectSettingsConflictException(FileOf("Pulumi"));
            }
        }

        foreach (var (stack, settings) in options?.StackSettings ?? new Dictionary<string, StackSettings>())
        {
            await SaveStackSettingsAsync(stack, settings, cancellation);
        }
    }

    private string FileOf(string name)
    {
        var possible = Extensions.Select(extension => Path.Combine(WorkDir, name + extension)).ToList();
        return possible.Find(File.Exists) ?? possible[0];
    }

    // A stack's full name has its organisation and project in front; its file has not.
    private string FileOfStack(string stackName) => FileOf($"Pulumi.{stackName.Split('/')[^1]}");

    private static async Task<T?> ReadAsync<T>(string file, CancellationToken cancellation) where T : class
        => File.Exists(file) ? SettingsText.Read<T>(file, await File.ReadAllTextAsync(file, cancellation)) : null;

    private static Task WriteAsync<T>(string file, T settings, CancellationToken cancellation) where T : class
        => File.WriteAllTextAsync(file, SettingsText.Write(file, settings), cancellation);
}
