namespace E3.Benchmarks;

internal static class Program
{
#pragma warning disable RS0030 // A program's entry is the one place that knows the console.
    private static int Main()
    {
        Console.Error.WriteLine("E3.Benchmarks has no verb yet that can be run");
        return 2;
    }
#pragma warning restore RS0030
}
