using Grpc.Net.Client;
using Pulumi.Automation.Events;
using Pulumi.Automation.Tests.Dummy;
using Pulumirpc;

namespace Pulumi.Automation.Tests.Running;

/// <summary>What happens in an operation, as it comes from the command.</summary>
public class EventTests : DummyTests
{
    private const string History = """[{"kind":"refresh","result":"succeeded"}]""";
    private static readonly string[] Story =
    [
        """{"sequence":0,"timestamp":1700000000,"preludeEvent":{"config":{"shop:key":"[secret]"}}}""",
        """{"sequence":1,"timestamp":1700000000,"diagnosticEvent":{"urn":"urn:x","prefix":"p","message":"m <{%reset%}>","color":"raw","severity":"info#err","streamID":7,"ephemeral":true}}""",
        """
        {"sequence":2,"timestamp":1700000001,"resourcePreEvent":{"planning":true,"metadata":{"op":"create-replacement","urn":"urn:x","type":"a:b:C","old":null,
        "new":{"type":"a:b:C","urn":"urn:x","custom":true,"id":"","parent":"urn:p","protect":true,"inputs":{"n":5,"d":1.5,"t":"x","b":true,"l":[1,"a"],"m":{"k":null},
        "when":"2026-01-02T03:04:05Z"},"outputs":null,"provider":"prov::1","initErrors":["bad"]},"keys":["n"],"diffs":["n","t"],
        "detailedDiff":{"n":{"diffKind":"update-replace","inputDiff":true}},"logical":true,"provider":"prov::1"}}}
        """.ReplaceLineEndings(""),
        """{"sequence":3,"timestamp":1700000001,"resOutputsEvent":{"metadata":{"op":"discard","urn":"urn:y","type":"t","old":null,"new":null,"detailedDiff":null,"provider":""}}}""",
        """{"sequence":4,"timestamp":1700000001,"resOpFailedEvent":{"metadata":{"op":"something-new","urn":"urn:z","type":"t","old":null,"new":null,"detailedDiff":{},"provider":""},"status":2,"steps":3}}""",
        """{"sequence":5,"timestamp":1700000001,"stdoutEvent":{"message":"hello","color":"never"}}""",
        """{"sequence":6,"timestamp":1700000001,"policyEvent":{"resourceUrn":"urn:x","message":"no","color":"raw","policyName":"n","policyPackName":"pn","policyPackVersion":"1","policyPackVersionTag":"v1","enforcementLevel":"mandatory"}}""",
        """{"sequence":7,"timestamp":1700000002,"somethingNewEvent":{"a":1}}""",
        """{"sequence":8,"timestamp":1700000002,"cancelEvent":{}}""",
        """{"sequence":9,"timestamp":1700000002,"summaryEvent":{"maybeCorrupt":true,"durationSeconds":61,"resourceChanges":{"create":1,"import-replacement":2},"PolicyPacks":{"pn":"v1"},"isPreview":false,"result":"succeeded"}}""",
    ];

    [Test]
    public async Task An_older_command_writes_them_to_a_file()
    {
        Dummy.Answer(2, events: Story).Answer(3, History);
        var events = new List<EngineEvent>();
        using var stack = await Dummy.StackAsync();
        await stack.RefreshAsync(new() { OnEvent = events.Add });

        Assert.That(Dummy.WordsOf(2)[^2], Is.EqualTo("--event-log"));
        AssertIsStory(events);
    }

    [Test]
    public async Task A_newer_command_sends_them()
    {
        File.WriteAllText(Dummy.In("version"), "3.206.0");
        Dummy.Answer(3, History);
        Dummy.HoldOpen(2);
        var events = new List<EngineEvent>();
        using var stack = await Dummy.StackAsync();
        var sent = new TaskCompletionSource();
        await stack.RefreshAsync(new() { OnEvent = events.Add, OnStandardOutput = line => { _ = SendAsync(); } });
        await sent.Task;

        AssertIsStory(events);

        async Task SendAsync()
        {
            try
            {
                using var channel = GrpcChannel.ForAddress(Dummy.WordsOf(2)[^1].Replace("tcp:", "http:", StringComparison.Ordinal));
                using var stream = new Pulumirpc.Events.EventsClient(channel).StreamEvents();
                foreach (var line in Story)
                {
                    await stream.RequestStream.WriteAsync(new EventRequest { Event = line });
                }

                await stream.RequestStream.CompleteAsync();
                await stream;
                sent.SetResult();
            }
            catch (Exception failure)
            {
                sent.SetException(failure);
            }
            finally
            {
                Dummy.Release(2);
            }
        }
    }

    [Test]
    public async Task What_a_listener_throws_is_thrown_when_the_command_has_ended()
    {
        Dummy.Answer(2, events: Story).Answer(3, History);
        using var stack = await Dummy.StackAsync();
        var heard = 0;
        var failure = (await Assert.ThrowsAsync<InvalidOperationException>(() => stack.RefreshAsync(new()
        {
            OnEvent = _ =>
            {
                heard++;
                throw new InvalidOperationException("the listener's own");
            },
        })))!;
        Assert.That((failure.Message, heard), Is.EqualTo(("the listener's own", 1)));
    }

    [Test]
    public async Task A_failure_of_the_command_goes_before_and_all_events_are_heard_first()
    {
        Dummy.Answer(2, error: "error: update failed", code: 1, events: Story);
        using var stack = await Dummy.StackAsync();
        var heard = 0;
        await Assert.ThrowsAsync<Commands.Exceptions.CommandException>(() => stack.UpAsync(new() { OnEvent = _ => heard++ }));
        Assert.That(heard, Is.EqualTo(Story.Length));
    }

    private static void AssertIsStory(List<EngineEvent> events) => Assert.Multiple(() =>
    {
        Assert.That(events.Select(happened => happened.Sequence), Is.EqualTo(Enumerable.Range(0, Story.Length)));
        Assert.That(events[0].Timestamp, Is.EqualTo(1700000000));
        Assert.That(events[0].PreludeEvent!.Config, Is.EqualTo(new Dictionary<string, string> { ["shop:key"] = "[secret]" }));

        var message = events[1].DiagnosticEvent!;
        Assert.That((message.Urn, message.Prefix, message.Message, message.Color, message.Severity, message.StreamId, message.Ephemeral),
            Is.EqualTo(("urn:x", "p", "m <{%reset%}>", "raw", "info#err", "7", true)));

        var begun = events[2].ResourcePreEvent!;
        var step = begun.Metadata;
        Assert.That((begun.Planning, step.Op, step.Urn, step.Type, step.Logical, step.Provider, step.Old),
            Is.EqualTo((true, OperationType.CreateReplacement, "urn:x", "a:b:C", true, "prov::1", (StepEventStateMetadata?)null)));
        Assert.That(step.Keys, Is.EqualTo(new[] { "n" }));
        Assert.That(step.Diffs, Is.EqualTo(new[] { "n", "t" }));
        Assert.That((step.DetailedDiff!["n"].Kind, step.DetailedDiff["n"].InputDiff), Is.EqualTo((DiffKind.UpdateReplace, true)));
        var state = step.New!;
        Assert.That((state.Urn, state.Type, state.Custom, state.Delete, state.Id, state.Parent, state.Protect, state.Provider),
            Is.EqualTo(("urn:x", "a:b:C", true, (bool?)null, "", "urn:p", true, "prov::1")));
        Assert.That(state.InitErrors, Is.EqualTo(new[] { "bad" }));
        Assert.That(state.Outputs, Is.Empty);
        Assert.That(state.Inputs["n"], Is.EqualTo(5L));
        Assert.That(state.Inputs["d"], Is.EqualTo(1.5));
        Assert.That(state.Inputs["t"], Is.EqualTo("x"));
        Assert.That(state.Inputs["b"], Is.EqualTo(true));
        Assert.That(state.Inputs["l"], Is.EqualTo(new object[] { 1L, "a" }));
        Assert.That(state.Inputs["m"], Is.EqualTo(new Dictionary<string, object?> { ["k"] = null }));
        Assert.That(state.Inputs["when"], Is.EqualTo(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)));

        Assert.That(events[3].ResourceOutputsEvent!.Metadata.Op, Is.EqualTo(OperationType.ReadDiscard));
        Assert.That(events[3].ResourceOutputsEvent!.Metadata.DetailedDiff, Is.Null);
        var failed = events[4].ResourceOperationFailedEvent!;
        Assert.That((failed.Metadata.Op, failed.Status, failed.Steps, failed.Metadata.DetailedDiff!.Count), Is.EqualTo((OperationType.Unknown, 2, 3, 0)));
        Assert.That(events[5].StandardOutputEvent!.Message, Is.EqualTo("hello"));
        Assert.That((events[6].PolicyEvent!.PolicyName, events[6].PolicyEvent!.EnforcementLevel), Is.EqualTo(("n", "mandatory")));
        Assert.That(events[8].CancelEvent, Is.Not.Null);
        var end = events[9].SummaryEvent!;
        Assert.That((end.MaybeCorrupt, end.DurationSeconds), Is.EqualTo((true, 61)));
        Assert.That(end.ResourceChanges, Is.EqualTo(new Dictionary<OperationType, int> { [OperationType.Create] = 1, [OperationType.ImportReplacement] = 2 }));
        Assert.That(end.PolicyPacks, Is.EqualTo(new Dictionary<string, string> { ["pn"] = "v1" }));
    });
}
