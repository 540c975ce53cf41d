using ApiComparison;

// A program's own door to its console.
#pragma warning disable RS0030
var (output, error) = (Console.Out, Console.Error);
#pragma warning restore RS0030

try
{
    return await RunAsync();
}
catch (FileNotFoundException missing)
{
    await error.WriteLineAsync($"{missing.Message}\nWhat an assembly refers to is looked for beside it and in the runtime; 'dotnet publish' puts it there.");
    return 2;
}

async Task<int> RunAsync()
{
    switch (args)
    {
        case ["list", var assembly]:
            foreach (var line in PublicApi.Of(assembly, annotated: true))
            {
                await output.WriteLineAsync(line);
            }

            return 0;
        case ["compare", var ours, var official]:
            var isListing = Path.GetExtension(official) == ".txt";
            var comparison = Comparison.Of(
                PublicApi.Of(ours, annotated: !isListing),
                isListing ? Listing.Read(official) : PublicApi.Of(official, annotated: true));
            await output.WriteAsync(comparison.Report());
            return comparison.OnlyOurs.Count == 0 ? 0 : 1;
        default:
            await error.WriteLineAsync("""
                list ASSEMBLY               prints the assembly's public API, one member a line
                compare OURS OFFICIAL       what only one of two has; OFFICIAL is an assembly, or a PublicAPI listing (.txt)
                                            ends with 1 when OURS has a member that OFFICIAL has not, or has otherwise
                """);
            return 2;
    }
}
