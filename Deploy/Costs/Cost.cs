namespace E3.Deploy.Costs;

/// <summary>What something costs while it exists, in US dollars: by the hour, and the most that a month of it comes to.</summary>
internal readonly record struct Cost(decimal Monthly, decimal Hourly)
{
    /// <summary>
    /// What DigitalOcean bills by time it bills at an hourly rate up to the monthly price, which 28 days come to
    /// (<see href="https://docs.digitalocean.com/products/droplets/details/pricing/"/>).
    /// </summary>
    private const decimal HoursOfAMonth = 672;

    public static Cost Zero => default;

    public bool IsZero => this == Zero;

    /// <summary>The cost of what is priced by the month.</summary>
    public static Cost ByMonth(decimal monthly) => new(monthly, monthly / HoursOfAMonth);

    public static Cost operator +(Cost one, Cost other) => new(one.Monthly + other.Monthly, one.Hourly + other.Hourly);

    public static Cost operator -(Cost one, Cost other) => new(one.Monthly - other.Monthly, one.Hourly - other.Hourly);
}
