using System.Globalization;
using FsCheck;

namespace E3.Tests;

/// <summary>
/// The chance that tests of properties take their values from: the same each time, so that a change fails by what it changed.
/// E3_FUZZ_SEED=random looks for other values; E3_FUZZ_SEED=a,b takes those that a printed seed stands for.
/// </summary>
internal static class Chance
{
    private const string Usual = "2026,1129";

    /// <summary>As many values as usual; the first that breaks the property is made smaller and told.</summary>
    public static Config Config
    {
        get
        {
            var given = Environment.GetEnvironmentVariable("E3_FUZZ_SEED");
            var seed = string.IsNullOrEmpty(given) ? Usual : given;
            if (seed == "random")
                return Config.QuickThrowOnFailure;
            ulong[] numbers = [.. seed.Split(',').Select(number => ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var half)
                ? half : throw new ArgumentException($"E3_FUZZ_SEED={seed} is neither 'random' nor two numbers with a comma between them"))];
            return Config.QuickThrowOnFailure.WithReplay(numbers[0], numbers[^1]);
        }
    }

    /// <summary>Tries the property.</summary>
    public static void ShouldHold(this Property property) => Check.One(Config, property);
}
