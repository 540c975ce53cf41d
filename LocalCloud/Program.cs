#pragma warning disable RS0030 // The program's door: the only place of this project that knows the console.
using E3.LocalCloud.Wan;

await Console.Error.WriteLineAsync($"E3.LocalCloud: latency profiles {string.Join(", ", LatencyProfile.Names)}");
return 2;
