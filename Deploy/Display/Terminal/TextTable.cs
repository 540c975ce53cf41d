using System.Text;

namespace E3.Deploy.Display.Terminal;

/// <summary>Columns of text, two blanks apart, each as wide as its widest cell.</summary>
internal static class TextTable
{
    public static string Of(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows, string indent = "")
    {
        var all = rows.Prepend(headers).ToList();
        var widths = Enumerable.Range(0, headers.Count).Select(column => all.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in all)
        {
            var line = new StringBuilder(indent);
            for (var column = 0; column < row.Count; column++)
            {
                line.Append(column == 0 ? "" : "  ").Append(column < row.Count - 1 ? row[column].PadRight(widths[column]) : row[column]);
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
