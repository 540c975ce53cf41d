using System.Collections.Concurrent;

namespace E3.Remote.Tests;

[TestFixture]
internal sealed class RunTests : SessionFixture
{
    [Test]
    public async Task Output_error_and_exit_code_come_back_as_they_are()
    {
        var result = await Session.RunAsync(new RemoteCommand("printf 'a\\nb'; echo oops >&2; exit 7"), null, Soon());
        Assert.That(result, Is.EqualTo(new CommandResult(7, "a\nb", "oops\n")));
    }

    [Test]
    public async Task Input_reaches_the_command_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(i => (char)('a' + i % 26))) + "é\n";
        var result = await Session.RunAsync(new RemoteCommand("cat") with { Stdin = text }, null, Soon());
        Assert.That(result.Stdout, Is.EqualTo(text));
    }

    [Test]
    public async Task A_command_without_input_reads_its_end_at_once([Values] bool withEnvironment)
    {
        var environment = new Dictionary<string, string>();
        if (withEnvironment) environment["A"] = "1";
        var result = await Session.RunAsync(new RemoteCommand("cat; echo end$A", null, environment), null, Soon());
        Assert.That(result.Stdout, Is.EqualTo(withEnvironment ? "end1\n" : "end\n"));
    }

    [Test]
    public async Task A_command_that_leaves_its_input_unread_still_ends()
    {
        var result = await Session.RunAsync(new RemoteCommand("exit 3") with { Stdin = new string('x', 5_000_000) }, null, Soon());
        Assert.That(result.ExitCode, Is.EqualTo(3));
    }

    [Test]
    public async Task Variables_arrive_whatever_is_in_them_and_never_in_an_argument_list()
    {
        var nasty = "it's \"two\n lines\", $HOME `id` \\ é";
        var command = new RemoteCommand("printf %s \"$SECRET\"; tr '\\0' ' ' </proc/$$/cmdline >&2", "more", new Dictionary<string, string> { ["SECRET"] = nasty });
        var result = await Session.RunAsync(command, null, Soon());
        Assert.That(result.Stdout, Is.EqualTo(nasty));
        Assert.That(result.Stderr, Does.Contain("tr ").And.Not.Contain("two"));
    }

    [Test]
    public void A_variable_name_that_is_none_is_refused() =>
        Assert.That(
            async () => await Session.RunAsync(new RemoteCommand("true", null, new Dictionary<string, string> { ["a;b"] = "" }), null, Soon()),
            Throws.ArgumentException.With.Message.Contains("a;b"));

    [Test]
    public async Task Lines_are_reported_while_the_command_runs()
    {
        var lines = new ConcurrentQueue<OutputLine>();
        await Session.RunAsync(new RemoteCommand("echo one; echo two; echo three >&2; printf last"), new Inline(lines.Enqueue), Soon());
        Assert.That(lines.Where(line => line.Source == OutputSource.Stdout).Select(line => line.Text), Is.EqualTo(["one", "two", "last"]));
        Assert.That(lines.Where(line => line.Source == OutputSource.Stderr).Select(line => line.Text), Is.EqualTo(["three"]));
    }

    [Test]
    public async Task Many_commands_share_a_connection()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Session.RunAsync(new RemoteCommand($"sleep 0.05; echo {i}"), null, Soon())));
        Assert.That(all.Select(result => result.Stdout.Trim()), Is.EqualTo(Enumerable.Range(0, 30).Select(i => $"{i}")));
    }

    [Test]
    public async Task Cancelling_kills_the_command_and_its_children()
    {
        var marker = Path.Combine(Server.Folder, Guid.NewGuid().ToString("N"));
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource<string>();
        var progress = new Inline(line => started.TrySetResult(line.Text));
        var running = Session.RunAsync(new RemoteCommand($"sh -c 'echo $$; sleep 600; touch {marker}'; touch {marker}"), progress, stop.Token);
        var child = await started.Task.WaitAsync(Soon());
        await stop.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        await Gone.AssertAsync(child);
        Assert.That(File.Exists(marker), Is.False);
        Assert.That((await Session.RunAsync(new RemoteCommand("echo fine"), null, Soon())).Stdout, Is.EqualTo("fine\n"), "the session is still usable");
    }

    [Test]
    public async Task A_signal_counts_as_128_and_its_number()
    {
        var result = await Session.RunAsync(new RemoteCommand("kill -TERM $$"), null, Soon());
        Assert.That(result.ExitCode, Is.EqualTo(143));
    }

    [Test]
    public async Task A_connection_that_breaks_names_the_host()
    {
        await using var server = await SshServer.StartAsync();
        await using var session = await SshSession.ConnectAsync(server.Target, ConnectPolicy.Default, TimeProvider.System, Soon());
        await using var process = await session.StartAsync(new RemoteCommand("echo ready; cat"), Soon());
        await process.Lines.ReadAsync(Soon());
        server.Kill();
        Assert.That(async () => await process.Exited.WaitAsync(Soon()), Throws.TypeOf<ConnectionLostException>().With.Message.Contains("there (127.0.0.1"));
    }

    private sealed class Inline(Action<OutputLine> report) : IProgress<OutputLine>
    {
        public void Report(OutputLine value) => report(value);
    }
}
