using System.Globalization;

namespace E3.Deploy.Display.Markdown;

/// <summary>US dollars as a bill writes them; what is less than a cent of an hour has five places.</summary>
internal static class Money
{
    private const char Minus = '−';

    /// <summary>With its sign: +US$ 24.00.</summary>
    public static string Signed(decimal dollars) => Write(dollars, "0.00");

    /// <summary>With its sign: +US$ 0.03571.</summary>
    public static string SignedHourly(decimal dollars) => Write(dollars, "0.00###");

    private static string Write(decimal dollars, string format) =>
        dollars.ToString($"+US$ {format};{Minus}US$ {format};US$ 0.00", CultureInfo.InvariantCulture);
}
