#pragma warning disable RS0030 // The program's door: the only place of this project that knows the console.
using System.CommandLine;
using E3.LocalCloud.Server;
using E3.LocalCloud.Wan;

var program = new RootCommand("The local cloud of E3: the APIs of DigitalOcean and Tailscale on this machine, hosts, and the WAN between their regions.")
{
    ServeCommand.Create(Console.Error),
    WanProgram.CreateCommand(Console.Out, Console.Error),
};
// Stopping a hundred hosts takes longer than the two seconds a signal is given otherwise.
return await program.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
