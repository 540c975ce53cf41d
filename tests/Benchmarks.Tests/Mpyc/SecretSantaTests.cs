using E3.Benchmarks.Mpyc.Checks;

namespace E3.Benchmarks.Tests.Mpyc;

public class SecretSantaTests
{
    private static readonly string[] Right =
    [
        "Using secure integers: SecInt32", "2 [1, 0]", "3 [2, 0, 1]",
        "Using secure fixed-point numbers: SecFxp32:16", "2 [1.0, 0.0]", "3 [1.0, 2.0, 0.0]",
        "Using secure prime fields: SecFld3(GF(5))", "2 [1, 0]", "3 [2, 0, 1]",
        "Using secure binary fields: SecFld2(GF(2^2))", "2 [1, 0]", "3 [1, x, 0]",
        "Using secure quinary fields: SecFld3(GF(5))", "2 [1, 0]", "3 [1, 2, 0]",
        "Using secure extension fields (medium prime): SecFld25(GF(11^7))", "2 [1, 0]", "3 [2, 0, 1]",
        "Using secure extension fields (larger prime): SecFld31(GF(1031^3))", "2 [1, 0]", "3 [2, 0, 1]",
    ];

    [Test]
    public void Derangements_in_every_field_are_right() => Assert.That(Problem(Right), Is.Null);

    [Test]
    public void Elements_of_extension_fields_are_read_as_the_integers_they_stand_for()
    {
        var binary = Enumerable.Range(0, 6).SelectMany(i => new[] { $"Using secure field {i}: SecFld3(GF(2^3))" }.Concat(Vectors));
        string[] quinary =
        [
            "Using secure quinary fields: SecFld5(GF(5^2))", "2 [1, 0]", "3 [1, 2, 0]", "4 [1, 0, 3, 2]", "5 [3, 4, 1, 2, 0]",
            "6 [x, 0, 4, 1, 2, 3]", "7 [2, x, x+1, 1, 0, 4, 3]",
        ];
        Assert.That(new SecretSanta().Problem([[.. binary, .. quinary]], ["7"]), Is.Null);
    }

    [Test]
    public void Something_in_its_own_place_is_wrong() => Assert.That(Problem(Changed("3 [1, x, 0]", "3 [x, 1, 0]")), Does.Contain("in its place in binary fields"));

    [Test]
    public void Something_drawn_twice_is_wrong() => Assert.That(Problem(Changed("3 [1.0, 2.0, 0.0]", "3 [1.0, 2.0, 1.0]")), Does.Contain("no permutation of 3"));

    [Test]
    public void Something_unreadable_is_wrong() => Assert.That(Problem(Changed("3 [1.0, 2.0, 0.0]", "3 [1.0, 2.0, <secret>]")), Does.Contain("no permutation of 3"));

    [Test]
    public void Vectors_that_are_missing_are_noticed() => Assert.That(Problem(Right[..^1]), Does.Contain("13 vectors instead of 14"));

    [Test]
    public void Parties_that_opened_different_vectors_are_noticed() =>
        Assert.That(new SecretSanta().Problem([Right, Changed("3 [1, x, 0]", "3 [x, 0, 1]")], ["3"]), Does.Contain("parties disagree"));

    private static readonly string[] Vectors =
        ["2 [1, 0]", "3 [x, 0, 1]", "4 [x, 0, x+1, 1]", "5 [x^2, x, 0, 1, x+1]", "6 [1, x^2, x+1, 0, x^2+1, x]", "7 [x^2+1, 0, x^2+x, 1, x, x+1, x^2]"];

    private static string[] Changed(string line, string into) => [.. Right.Select(each => each == line ? into : each)];

    private static string? Problem(string[] lines) => new SecretSanta().Problem([lines, lines], ["3"]);
}
