using E3.Benchmarks.Jobs;

namespace E3.Benchmarks.Tests.Jobs;

public class RunRequestTests
{
    private static RunRequest Request { get; } = new()
    {
        Overlay = "direct",
        Job = new Job { Name = "floor", Kind = JobKind.Floor },
        Parties =
        [
            new PartyHost("a", "ams3", new SshAccess("198.18.0.2", 22, "root", "ssh-ed25519 AAAA", "CANARY")),
            new PartyHost("b", "nyc3", new SshAccess("198.18.0.3", 22, "root", null, null)),
        ],
        Links = [new Link("a", "b", "198.18.0.3"), new Link("b", "a", "fd00::2")],
    };

    [Test]
    public void What_is_written_is_what_is_read() => Assert.That(RunRequest.Parse(Request.ToJson()).ToJson(), Is.EqualTo(Request.ToJson()));

    [Test]
    public void What_is_not_said_has_its_default()
    {
        var request = RunRequest.Parse("""
            {"overlay":"direct","job":{"kind":"mpyc","name":"santa","program":"secretsanta.py"},"links":[],
             "parties":[{"name":"a","region":"ams3","ssh":{"host":"198.18.0.2","port":22,"user":"root"}}]}
            """);
        Assert.That((request.Repeats, request.DeadlineSeconds, request.Job.Rounds, request.Job.Bytes, request.Job.Arguments.Count), Is.EqualTo((3, 300, 50, 64, 0)));
    }

    [Test]
    public void A_link_without_a_port_gets_the_jobs_own() => Assert.That(
        (Request.AddressOf(Request.Parties[0], Request.Parties[1]), Request.AddressOf(Request.Parties[1], Request.Parties[0]), Request.PortOf(Request.Parties[1])),
        Is.EqualTo(("198.18.0.3:11365", "[fd00::2]:11365", 11365)));

    [Test]
    public void A_link_with_a_port_keeps_it() => Assert.That(
        (Request with { Links = [new Link("a", "b", "host:21000"), Request.Links[1]] }).PortOf(Request.Parties[1]), Is.EqualTo(21000));

    [Test]
    public void No_text_of_a_request_shows_a_private_key() => Assert.That($"{Request} {Request.Parties[0]} {Request.Parties[0].Ssh}", Does.Not.Contain("CANARY"));

    private static IEnumerable<TestCaseData> Mistakes =>
    [
        new TestCaseData(Request with { Repeats = 0 }, "repeats is 0").SetArgDisplayNames("repeats is 0"),
        new TestCaseData(Request with { Parties = [] }, "parties is empty").SetArgDisplayNames("parties is empty"),
        new TestCaseData(Request with { Parties = [Request.Parties[0], Request.Parties[0]] }, "two of the same name").SetArgDisplayNames("two of the same name"),
        new TestCaseData(Request with { Links = [Request.Links[0]] }, "links has no address from b to a").SetArgDisplayNames("links has no address from b to a"),
        new TestCaseData(Request with { Links = [Request.Links[0], Request.Links[1] with { Address = "host:x" }] }, "one port to a").SetArgDisplayNames("one port to a"),
        new TestCaseData(Request with { Job = Request.Job with { Rounds = 0 } }, "job.rounds is 0").SetArgDisplayNames("job.rounds is 0"),
        new TestCaseData(Request with { Job = Request.Job with { Bytes = 7 } }, "job.bytes is 7").SetArgDisplayNames("job.bytes is 7"),
        new TestCaseData(Request with { Job = Request.Job with { Threshold = 1 } }, "job.threshold is 1").SetArgDisplayNames("job.threshold is 1"),
        new TestCaseData(Request with { Job = Request.Job with { Kind = JobKind.Mpyc } }, "job.program is missing").SetArgDisplayNames("job.program is missing"),
        new TestCaseData(Request with { DeadlineSeconds = 0 }, "deadlineSeconds is 0").SetArgDisplayNames("deadlineSeconds is 0"),
    ];

    [TestCaseSource(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_key(RunRequest request, string message) =>
        Assert.That(() => RunRequest.Parse(request.ToJson()), Throws.TypeOf<RequestException>().With.Message.Contains(message));

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("""{"overlay":"direct","privateKey":"CANARY"}""")]
    public void What_is_no_job_is_refused_without_showing_it(string json) =>
        Assert.That(() => RunRequest.Parse(json), Throws.TypeOf<RequestException>().With.Message.Not.Contains("CANARY"));
}
