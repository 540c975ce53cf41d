using System.Security.Cryptography;
using E3.Floor.Algebra;
using E3.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace E3.Benchmarks.Tests.Floor;

public class ShamirTests
{
    private static Arbitrary<(int Parties, int Threshold)> Sizes { get; } =
        (from parties in Gen.Choose(1, 10) from threshold in Gen.Choose(0, (parties - 1) / 2) select (parties, threshold)).ToArbitrary();

    [Test]
    public void Any_first_t_plus_1_shares_give_the_secret_back() => Prop.ForAll(Sizes, FieldTests.Elements, (size, secret) =>
    {
        var shares = Share(secret, size.Parties, size.Threshold);
        return Enumerable.Range(size.Threshold + 1, size.Parties - size.Threshold)
            .All(count => Shamir.Combine(Shamir.Weights(count), shares) == secret);
    }).ShouldHold();

    [Test]
    public void Sums_and_products_of_shares_are_shares_of_sums_and_products() =>
        Prop.ForAll(Sizes, FieldTests.Elements, FieldTests.Elements, (size, a, b) =>
        {
            var (left, right) = (Share(a, size.Parties, size.Threshold), Share(b, size.Parties, size.Threshold));
            var sums = left.Zip(right, Field.Add).ToArray();
            var products = left.Zip(right, Field.Multiply).ToArray();
            return Shamir.Combine(Shamir.Weights(size.Threshold + 1), sums) == Field.Add(a, b)
                && Shamir.Combine(Shamir.Weights(2 * size.Threshold + 1), products) == Field.Multiply(a, b);
        }).ShouldHold();

    [Test]
    public void A_changed_share_is_noticed() => Prop.ForAll(Sizes, FieldTests.Elements, (size, secret) =>
    {
        var shares = Share(secret, size.Parties, size.Threshold);
        var before = Shamir.AreConsistent(size.Threshold, shares);
        shares[^1] = Field.Add(shares[^1], 1);
        return before && Shamir.AreConsistent(size.Threshold, shares) == (size.Parties == size.Threshold + 1);
    }).ShouldHold();

    [Test]
    public void One_share_of_a_secret_is_as_random_as_that_of_another()
    {
        // With t = 1 a share is secret + random · point: over many sharings both halves of the field come up as often.
        var high = Enumerable.Range(0, 4000).Count(_ => Share(secret: 5, parties: 3, threshold: 1)[0] > Field.Modulus / 2);
        Assert.That(high, Is.EqualTo(2000).Within(300));
    }

    private static ulong[] Share(ulong secret, int parties, int threshold)
    {
        var shares = new ulong[parties];
        Shamir.Share(secret, threshold, RandomNumberGenerator.Fill, shares);
        return shares;
    }
}
