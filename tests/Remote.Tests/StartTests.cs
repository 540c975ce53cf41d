namespace E3.Remote.Tests;

[TestFixture]
internal sealed class StartTests : SessionFixture
{
    [Test]
    public async Task A_process_reads_lines_as_they_are_written_and_ends_with_its_input()
    {
        await using var process = await Session.StartAsync(new RemoteCommand("while read -r line; do echo got $line; done; exit 5"), Soon());
        await process.WriteLineAsync("a", Soon());
        Assert.That((await process.Lines.ReadAsync(Soon())).Text, Is.EqualTo("got a"));
        await process.WriteLineAsync("b", Soon());
        Assert.That((await process.Lines.ReadAsync(Soon())).Text, Is.EqualTo("got b"));
        await process.CloseStdinAsync(Soon());
        Assert.That(await process.Exited.WaitAsync(Soon()), Is.EqualTo(5));
    }

    [Test]
    public async Task A_held_command_begins_with_the_first_line_and_keeps_its_exit_code()
    {
        await using var process = await Session.StartAsync(new RemoteCommand("echo begun; cat; exit 9") { HeldByStdin = true }, Soon());
        Assert.That(process.Lines.TryRead(out _), Is.False);
        await process.WriteLineAsync("go", Soon());
        Assert.That((await process.Lines.ReadAsync(Soon())).Text, Is.EqualTo("begun"));
        Assert.That(await process.Exited.WaitAsync(Soon()), Is.EqualTo(9));
    }

    [Test]
    public async Task A_held_command_dies_with_its_children_when_its_input_closes()
    {
        await using var process = await Session.StartAsync(new RemoteCommand("sh -c 'echo $$; sleep 600' & sleep 600; wait") { HeldByStdin = true }, Soon());
        await process.WriteLineAsync("go", Soon());
        var child = (await process.Lines.ReadAsync(Soon())).Text;
        await process.CloseStdinAsync(Soon());
        Assert.That(await process.Exited.WaitAsync(Soon()), Is.EqualTo(137));
        await Gone.AssertAsync(child);
    }

    [Test]
    public async Task A_held_command_that_never_got_its_line_ends_without_beginning()
    {
        await using var process = await Session.StartAsync(new RemoteCommand("echo begun") { HeldByStdin = true }, Soon());
        await process.CloseStdinAsync(Soon());
        Assert.That(await process.Exited.WaitAsync(Soon()), Is.EqualTo(143));
        Assert.That(process.Lines.TryRead(out _), Is.False);
    }

    [Test]
    public async Task A_held_command_dies_when_the_connection_does()
    {
        await using var session = await SshSession.ConnectAsync(Server.Target, ConnectPolicy.Default, TimeProvider.System, Soon());
        var process = await session.StartAsync(new RemoteCommand("echo $$; sleep 600") { HeldByStdin = true }, Soon());
        await process.WriteLineAsync("go", Soon());
        var shell = (await process.Lines.ReadAsync(Soon())).Text;
        await session.DisposeAsync();
        await Gone.AssertAsync(shell);
        await process.DisposeAsync();
    }

    [Test]
    public async Task Disposing_kills_what_still_runs()
    {
        var process = await Session.StartAsync(new RemoteCommand("echo $$; sleep 600"), Soon());
        var shell = (await process.Lines.ReadAsync(Soon())).Text;
        await process.DisposeAsync();
        await Gone.AssertAsync(shell);
    }
}
