#pragma warning disable RS0030 // The program's door: the only place of this project that knows the console.
using System.CommandLine;
using E3.LocalCloud.Wan;

return await new RootCommand("The local cloud of E3.") { WanProgram.CreateCommand(Console.Out, Console.Error) }.Parse(args).InvokeAsync();
