using E3.Deploy.CommandLine;
using E3.Deploy.Costs;
using E3.Deploy.Display.Markdown;
using E3.Deploy.Display.Resources;
using E3.Deploy.Stacks;
using E3.Engine;

namespace E3.Deploy.Verbs;

/// <summary>What a preview found as one comment on a pull request, on standard output, with what it costs.</summary>
internal sealed class PreviewComment
{
    private readonly StackContext _context;
    private bool _written;

    private PreviewComment(StackContext context) => _context = context;

    /// <summary>Runs a preview, and has it written as a comment if that is asked for: also when it fails before it finds anything.</summary>
    /// <param name="context">The stack.</param>
    /// <param name="kind">What is previewed.</param>
    /// <param name="flags">Whether a comment is asked for.</param>
    /// <param name="run">The preview; it is to hand over what it found.</param>
    /// <returns>The exit code of <paramref name="run"/>.</returns>
    public static async Task<int> OfAsync(StackContext context, OperationKind kind, OperationFlags flags, Func<Func<OperationView, Task>, Task<int>> run)
    {
        if (!flags.Display.Markdown)
        {
            return await run(_ => Task.CompletedTask);
        }

        var comment = new PreviewComment(context);
        try
        {
            return await run(comment.WriteAsync);
        }
        catch (Exception failure) when (!comment._written && failure is not OperationCanceledException)
        {
            // A comment that stays as it was would be taken for what this preview found.
            var nothing = new OperationView(kind, context.Project.Name, context.Settings.Stack, context.Host.Clock, preview: true);
            context.Host.Screen.Out.Write(new PreviewDocument(nothing, new CostChange(), Failures.Text(failure)).Write());
            throw;
        }
    }

    private async Task WriteAsync(OperationView view)
    {
        var prices = CostCalculation.NeedsSizes(view)
            ? await PriceLookUp.AskAsync(_context, _context.Host.Interrupts.Stop)
            : PriceList.Without("they were not asked for");
        var costs = new CostCalculation(view, prices).Run();
        if (view.Kind == OperationKind.Refresh)
        {
            costs.Notes.Add("It costs that already: this is the difference to what the state says.");
        }

        if (_context.Endpoint is not null)
        {
            costs.Notes.Add("They are what the same would cost at DigitalOcean: this cloud is on this machine.");
        }

        var document = new PreviewDocument(view, costs).Write();
        _written = true;
        _context.Host.Screen.Out.Write(document);
    }
}
