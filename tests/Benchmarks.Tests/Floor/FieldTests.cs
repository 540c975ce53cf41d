using System.Numerics;
using System.Security.Cryptography;
using E3.Floor.Algebra;
using E3.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace E3.Benchmarks.Tests.Floor;

public class FieldTests
{
    internal static Arbitrary<ulong> Elements { get; } = Gen.OneOf(
        Gen.Constant(0UL), Gen.Constant(1UL), Gen.Constant(Field.Modulus - 1),
        ArbMap.Default.GeneratorFor<ulong>().Select(number => number % Field.Modulus)).ToArbitrary();

    [Test]
    public void Multiplication_and_addition_agree_with_big_integers() => Prop.ForAll(Elements, Elements, (a, b) =>
        Field.Multiply(a, b) == (ulong)(new BigInteger(a) * b % Field.Modulus)
        && Field.Add(a, b) == (ulong)((new BigInteger(a) + b) % Field.Modulus)
        && Field.Add(Field.Subtract(a, b), b) == a).ShouldHold();

    [Test]
    public void Every_element_but_zero_times_its_inverse_is_one() =>
        Prop.ForAll(Elements.Filter(a => a != 0), a => Field.Multiply(a, Field.Invert(a)) == 1).ShouldHold();

    [Test]
    public void Zero_has_no_inverse() => Assert.That(() => Field.Invert(0), Throws.TypeOf<DivideByZeroException>());

    [Test]
    public void A_draw_outside_the_field_is_drawn_again()
    {
        var draws = new Queue<byte>([0xFF, 7]);
        Assert.That(Field.Random(bytes =>
        {
            bytes.Clear();
            var draw = draws.Dequeue();
            if (draw == 0xFF) bytes.Fill(draw);
            else bytes[0] = draw;
        }), Is.EqualTo(7));
    }

    [Test]
    public void Random_elements_lie_in_the_field()
    {
        for (var i = 0; i < 1000; i++) Assert.That(Field.Random(RandomNumberGenerator.Fill), Is.LessThan(Field.Modulus));
    }
}
