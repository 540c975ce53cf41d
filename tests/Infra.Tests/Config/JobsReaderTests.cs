namespace E3.Infra.Tests.Config;

public class JobsReaderTests
{
    [TestCase("floor", "e3:jobs is \"floor\"; it must be a list of programs, like [{ program: floor, rounds: 50 }]")]
    [TestCase("""["floor"]""", "e3:jobs[0] is \"floor\"; it must be a mapping, like { program: floor, rounds: 50 }")]
    [TestCase("""[{}]""", "e3:jobs[0].program is missing; it must be floor or mpyc")]
    [TestCase("""[{"program":3}]""", "e3:jobs[0].program is \"3\"; it must be floor or mpyc")]
    [TestCase("""[{"program":"flor"}]""", "e3:jobs[0].program: flor is not a program; did you mean floor? (there are floor, mpyc)")]
    [TestCase("""[{"program":"floor","round":5}]""", "e3:jobs[0].round is not a setting of floor; did you mean rounds? (there are program, name, rounds, bytes, deadline)")]
    [TestCase("""[{"program":"floor","rounds":"many"}]""", "e3:jobs[0].rounds is \"many\"; it must be a whole number from 1 to 1000000")]
    [TestCase("""[{"program":"floor","bytes":7}]""", "e3:jobs[0].bytes is \"7\"; it must be a whole number from 8 to 16777216")]
    [TestCase("""[{"program":"floor","name":"a b"}]""", "e3:jobs[0].name is \"a b\"; it must be letters, digits and dashes, beginning with a letter or digit")]
    [TestCase("""[{"program":"mpyc"}]""", "e3:jobs[0].script is missing; it must be a demo of MPyC, like secretsanta.py, or the path of a script")]
    [TestCase("""[{"program":"mpyc","script":"a.py","arguments":"3"}]""", "e3:jobs[0].arguments is \"3\"; it must be a list of texts and numbers")]
    [TestCase("""[{"program":"mpyc","script":"a.py","rounds":3}]""", "e3:jobs[0].rounds is not a setting of mpyc (there are program, name, script, arguments, deadline)")]
    [TestCase("""[{"program":"floor"},{"program":"floor","rounds":9}]""", "e3:jobs: floor is there twice; give each its own name: …")]
    public void One_mistake_is_one_line(string jobs, string line) =>
        Assert.That(Given.Mistakes(("jobs", jobs)), Is.EqualTo($"Pulumi.local.yaml has a mistake; nothing was changed:\n  {line}"));

    [Test]
    public void A_script_with_underscores_needs_no_name_of_its_own() =>
        Assert.That(Given.Settings(("jobs", """[{"program":"mpyc","script":"np_cnnmnist.py"}]""")).Jobs[0].Name, Is.EqualTo("np-cnnmnist"));

    [TestCase("0")]
    [TestCase("\"soon\"")]
    public void A_deadline_that_is_no_time_is_a_mistake(string deadline) => Assert.That(
        Given.Mistakes(("jobs", $$"""[{"program":"floor","deadline":{{deadline}}}]""")), Does.Contain("e3:jobs[0].deadline is").And.Contain("from 1 to 86400"));

    [Test]
    public void A_deadline_is_in_seconds() => Assert.That(
        Given.Settings(("jobs", """[{"program":"floor","deadline":90}]""")).Jobs[0].Deadline, Is.EqualTo(TimeSpan.FromSeconds(90)));

    [Test]
    public void No_jobs_are_valid() => Assert.That(Given.Settings(("jobs", "[]")).Jobs, Is.Empty);
}
