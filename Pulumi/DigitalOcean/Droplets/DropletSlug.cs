namespace Pulumi.DigitalOcean;

/// <summary>A size of droplets. Others can be given as text.</summary>
[EnumType]
public readonly struct DropletSlug : IEquatable<DropletSlug>
{
    private readonly string _value;

    private DropletSlug(string value) => _value = value;

#pragma warning disable CS1591, CA1707 // The names are the official ones; what each stands for is beside it.
    public static DropletSlug DropletS1VCPU512MB10GB { get; } = new("s-1vcpu-512mb-10gb");
    public static DropletSlug DropletS1VCPU1GB { get; } = new("s-1vcpu-1gb");
    public static DropletSlug DropletS1VCPU1GB_AMD { get; } = new("s-1vcpu-1gb-amd");
    public static DropletSlug DropletS1VCPU1GB_INTEL { get; } = new("s-1vcpu-1gb-intel");
    public static DropletSlug DropletS1VCPU1GB35GB_INTEL { get; } = new("s-1vcpu-1gb-35gb-intel");
    public static DropletSlug DropletS1VCPU2GB { get; } = new("s-1vcpu-2gb");
    public static DropletSlug DropletS1VCPU2GB_AMD { get; } = new("s-1vcpu-2gb-amd");
    public static DropletSlug DropletS1VCPU2GB_INTEL { get; } = new("s-1vcpu-2gb-intel");
    public static DropletSlug DropletS1VCPU2GB70GB_INTEL { get; } = new("s-1vcpu-2gb-70gb-intel");
    public static DropletSlug DropletS2VCPU2GB { get; } = new("s-2vcpu-2gb");
    public static DropletSlug DropletS2VCPU2GB_AMD { get; } = new("s-2vcpu-2gb-amd");
    public static DropletSlug DropletS2VCPU2GB_INTEL { get; } = new("s-2vcpu-2gb-intel");
    public static DropletSlug DropletS2VCPU2GB90GB_INTEL { get; } = new("s-2vcpu-2gb-90gb-intel");
    public static DropletSlug DropletS2VCPU4GB { get; } = new("s-2vcpu-4gb");
    public static DropletSlug DropletS2VCPU4GB_AMD { get; } = new("s-2vcpu-4gb-amd");
    public static DropletSlug DropletS2VCPU4GB_INTEL { get; } = new("s-2vcpu-4gb-intel");
    public static DropletSlug DropletS2VCPU4GB120GB_INTEL { get; } = new("s-2vcpu-4gb-120gb-intel");
    public static DropletSlug DropletS2VCPU8GB_AMD { get; } = new("s-2vcpu-8gb-amd");
    public static DropletSlug DropletC2 { get; } = new("c-2");
    public static DropletSlug DropletC22VCPU4GB { get; } = new("c2-2vcpu-4gb");
    public static DropletSlug DropletS2VCPU8GB160GB_INTEL { get; } = new("s-2vcpu-8gb-160gb-intel");
    public static DropletSlug DropletS4VCPU8GB { get; } = new("s-4vcpu-8gb");
    public static DropletSlug DropletS4VCPU8GB_AMD { get; } = new("s-4vcpu-8gb-amd");
    public static DropletSlug DropletS4VCPU8GB_INTEL { get; } = new("s-4vcpu-8gb-intel");
    public static DropletSlug DropletG2VCPU8GB { get; } = new("g-2vcpu-8gb");
    public static DropletSlug DropletS4VCPU8GB240GB_INTEL { get; } = new("s-4vcpu-8gb-240gb-intel");
    public static DropletSlug DropletGD2VCPU8GB { get; } = new("gd-2vcpu-8gb");
    public static DropletSlug DropletG2VCPU8GB_INTEL { get; } = new("g-2vcpu-8gb-intel");
    public static DropletSlug DropletGD2VCPU8GB_INTEL { get; } = new("gd-2vcpu-8gb-intel");
    public static DropletSlug DropletS4VCPU16GB_AMD { get; } = new("s-4vcpu-16gb-amd");
    public static DropletSlug DropletM2VCPU16GB { get; } = new("m-2vcpu-16gb");
    public static DropletSlug DropletC4 { get; } = new("c-4");
    public static DropletSlug DropletC24VCPU8GB { get; } = new("c2-4vcpu-8gb");
    public static DropletSlug DropletS4VCPU16GB320GB_INTEL { get; } = new("s-4vcpu-16gb-320gb-intel");
    public static DropletSlug DropletS8VCPU16GB { get; } = new("s-8vcpu-16gb");
    public static DropletSlug DropletM2VCPU16GB_INTEL { get; } = new("m-2vcpu-16gb-intel");
    public static DropletSlug DropletM32VCPU16GB { get; } = new("m3-2vcpu-16gb");
    public static DropletSlug DropletC4_INTEL { get; } = new("c-4-intel");
    public static DropletSlug DropletM32VCPU16GB_INTEL { get; } = new("m3-2vcpu-16gb-intel");
    public static DropletSlug DropletS8VCPU16GB_AMD { get; } = new("s-8vcpu-16gb-amd");
    public static DropletSlug DropletS8VCPU16GB_INTEL { get; } = new("s-8vcpu-16gb-intel");
    public static DropletSlug DropletC24VCPU8GB_INTEL { get; } = new("c2-4vcpu-8gb-intel");
    public static DropletSlug DropletG4VCPU16GB { get; } = new("g-4vcpu-16gb");
    public static DropletSlug DropletS8VCPU16GB480GB_INTEL { get; } = new("s-8vcpu-16gb-480gb-intel");
    public static DropletSlug DropletSO2VCPU16GB_INTEL { get; } = new("so-2vcpu-16gb-intel");
    public static DropletSlug DropletSO2VCPU16GB { get; } = new("so-2vcpu-16gb");
    public static DropletSlug DropletM62VCPU16GB { get; } = new("m6-2vcpu-16gb");
    public static DropletSlug DropletGD4VCPU16GB { get; } = new("gd-4vcpu-16gb");
    public static DropletSlug DropletSO1_52VCPU16GB_INTEL { get; } = new("so1_5-2vcpu-16gb-intel");
    public static DropletSlug DropletG4VCPU16GB_INTEL { get; } = new("g-4vcpu-16gb-intel");
    public static DropletSlug DropletGD4VCPU16GB_INTEL { get; } = new("gd-4vcpu-16gb-intel");
    public static DropletSlug DropletSO1_52VCPU16GB { get; } = new("so1_5-2vcpu-16gb");
    public static DropletSlug DropletS8VCPU32GB_AMD { get; } = new("s-8vcpu-32gb-amd");
    public static DropletSlug DropletM4VCPU32GB { get; } = new("m-4vcpu-32gb");
    public static DropletSlug DropletC8 { get; } = new("c-8");
    public static DropletSlug DropletC28VCPU16GB { get; } = new("c2-8vcpu-16gb");
    public static DropletSlug DropletS8VCPU32GB640GB_INTEL { get; } = new("s-8vcpu-32gb-640gb-intel");
    public static DropletSlug DropletM4VCPU32GB_INTEL { get; } = new("m-4vcpu-32gb-intel");
    public static DropletSlug DropletM34VCPU32GB { get; } = new("m3-4vcpu-32gb");
    public static DropletSlug DropletC8_INTEL { get; } = new("c-8-intel");
    public static DropletSlug DropletM34VCPU32GB_INTEL { get; } = new("m3-4vcpu-32gb-intel");
    public static DropletSlug DropletC28VCPU16GB_INTEL { get; } = new("c2-8vcpu-16gb-intel");
    public static DropletSlug DropletG8VCPU32GB { get; } = new("g-8vcpu-32gb");
    public static DropletSlug DropletSO4VCPU32GB_INTEL { get; } = new("so-4vcpu-32gb-intel");
    public static DropletSlug DropletSO4VCPU32GB { get; } = new("so-4vcpu-32gb");
    public static DropletSlug DropletM64VCPU32GB { get; } = new("m6-4vcpu-32gb");
    public static DropletSlug DropletGD8VCPU32GB { get; } = new("gd-8vcpu-32gb");
    public static DropletSlug DropletSO1_54VCPU32GB_INTEL { get; } = new("so1_5-4vcpu-32gb-intel");
    public static DropletSlug DropletG8VCPU32GB_INTEL { get; } = new("g-8vcpu-32gb-intel");
    public static DropletSlug DropletGD8VCPU32GB_INTEL { get; } = new("gd-8vcpu-32gb-intel");
    public static DropletSlug DropletSO1_54VCPU32GB { get; } = new("so1_5-4vcpu-32gb");
    public static DropletSlug DropletM8VCPU64GB { get; } = new("m-8vcpu-64gb");
    public static DropletSlug DropletC16 { get; } = new("c-16");
    public static DropletSlug DropletC216VCPU32GB { get; } = new("c2-16vcpu-32gb");
    public static DropletSlug DropletM8VCPU64GB_INTEL { get; } = new("m-8vcpu-64gb-intel");
    public static DropletSlug DropletM38VCPU64GB { get; } = new("m3-8vcpu-64gb");
    public static DropletSlug DropletC16_INTEL { get; } = new("c-16-intel");
    public static DropletSlug DropletM38VCPU64GB_INTEL { get; } = new("m3-8vcpu-64gb-intel");
    public static DropletSlug DropletC216VCPU32GB_INTEL { get; } = new("c2-16vcpu-32gb-intel");
    public static DropletSlug DropletG16VCPU64GB { get; } = new("g-16vcpu-64gb");
    public static DropletSlug DropletSO8VCPU64GB_INTEL { get; } = new("so-8vcpu-64gb-intel");
    public static DropletSlug DropletSO8VCPU64GB { get; } = new("so-8vcpu-64gb");
    public static DropletSlug DropletM68VCPU64GB { get; } = new("m6-8vcpu-64gb");
    public static DropletSlug DropletGD16VCPU64GB { get; } = new("gd-16vcpu-64gb");
    public static DropletSlug DropletSO1_58VCPU64GB_INTEL { get; } = new("so1_5-8vcpu-64gb-intel");
    public static DropletSlug DropletG16VCPU64GB_INTEL { get; } = new("g-16vcpu-64gb-intel");
    public static DropletSlug DropletGD16VCPU64GB_INTEL { get; } = new("gd-16vcpu-64gb-intel");
    public static DropletSlug DropletSO1_58VCPU64GB { get; } = new("so1_5-8vcpu-64gb");
    public static DropletSlug DropletM16VCPU128GB { get; } = new("m-16vcpu-128gb");
    public static DropletSlug DropletC32 { get; } = new("c-32");
    public static DropletSlug DropletC232VCPU64GB { get; } = new("c2-32vcpu-64gb");
    public static DropletSlug DropletM16VCPU128GB_INTEL { get; } = new("m-16vcpu-128gb-intel");
    public static DropletSlug DropletM316VCPU128GB { get; } = new("m3-16vcpu-128gb");
    public static DropletSlug DropletC32_INTEL { get; } = new("c-32-intel");
    public static DropletSlug DropletM316VCPU128GB_INTEL { get; } = new("m3-16vcpu-128gb-intel");
    public static DropletSlug DropletC232VCPU64GB_INTEL { get; } = new("c2-32vcpu-64gb-intel");
    public static DropletSlug DropletC48 { get; } = new("c-48");
    public static DropletSlug DropletM24VCPU192GB { get; } = new("m-24vcpu-192gb");
    public static DropletSlug DropletG32VCPU128GB { get; } = new("g-32vcpu-128gb");
    public static DropletSlug DropletSO16VCPU128GB_INTEL { get; } = new("so-16vcpu-128gb-intel");
    public static DropletSlug DropletSO16VCPU128GB { get; } = new("so-16vcpu-128gb");
    public static DropletSlug DropletM616VCPU128GB { get; } = new("m6-16vcpu-128gb");
    public static DropletSlug DropletGD32VCPU128GB { get; } = new("gd-32vcpu-128gb");
    public static DropletSlug DropletSO1_516VCPU128GB_INTEL { get; } = new("so1_5-16vcpu-128gb-intel");
    public static DropletSlug DropletC248VCPU96GB { get; } = new("c2-48vcpu-96gb");
    public static DropletSlug DropletM24VCPU192GB_INTEL { get; } = new("m-24vcpu-192gb-intel");
    public static DropletSlug DropletG32VCPU128GB_INTEL { get; } = new("g-32vcpu-128gb-intel");
    public static DropletSlug DropletM324VCPU192GB { get; } = new("m3-24vcpu-192gb");
    public static DropletSlug DropletG40VCPU160GB { get; } = new("g-40vcpu-160gb");
    public static DropletSlug DropletGD32VCPU128GB_INTEL { get; } = new("gd-32vcpu-128gb-intel");
    public static DropletSlug DropletSO1_516VCPU128GB { get; } = new("so1_5-16vcpu-128gb");
    public static DropletSlug DropletC48_INTEL { get; } = new("c-48-intel");
    public static DropletSlug DropletM324VCPU192GB_INTEL { get; } = new("m3-24vcpu-192gb-intel");
    public static DropletSlug DropletM32VCPU256GB { get; } = new("m-32vcpu-256gb");
    public static DropletSlug DropletGD40VCPU160GB { get; } = new("gd-40vcpu-160gb");
    public static DropletSlug DropletC248VCPU96GB_INTEL { get; } = new("c2-48vcpu-96gb-intel");
    public static DropletSlug DropletSO24VCPU192GB_INTEL { get; } = new("so-24vcpu-192gb-intel");
    public static DropletSlug DropletSO24VCPU192GB { get; } = new("so-24vcpu-192gb");
    public static DropletSlug DropletM624VCPU192GB { get; } = new("m6-24vcpu-192gb");
    public static DropletSlug DropletM32VCPU256GB_INTEL { get; } = new("m-32vcpu-256gb-intel");
    public static DropletSlug DropletC60_INTEL { get; } = new("c-60-intel");
    public static DropletSlug DropletM332VCPU256GB { get; } = new("m3-32vcpu-256gb");
    public static DropletSlug DropletSO1_524VCPU192GB_INTEL { get; } = new("so1_5-24vcpu-192gb-intel");
    public static DropletSlug DropletM332VCPU256GB_INTEL { get; } = new("m3-32vcpu-256gb-intel");
    public static DropletSlug DropletG48VCPU192GB_INTEL { get; } = new("g-48vcpu-192gb-intel");
    public static DropletSlug DropletC260VCPU120GB_INTEL { get; } = new("c2-60vcpu-120gb-intel");
    public static DropletSlug DropletGD48VCPU192GB_INTEL { get; } = new("gd-48vcpu-192gb-intel");
    public static DropletSlug DropletSO1_524VCPU192GB { get; } = new("so1_5-24vcpu-192gb");
    public static DropletSlug DropletSO32VCPU256GB_INTEL { get; } = new("so-32vcpu-256gb-intel");
    public static DropletSlug DropletSO32VCPU256GB { get; } = new("so-32vcpu-256gb");
    public static DropletSlug DropletM632VCPU256GB { get; } = new("m6-32vcpu-256gb");
    public static DropletSlug DropletSO1_532VCPU256GB_INTEL { get; } = new("so1_5-32vcpu-256gb-intel");
    public static DropletSlug DropletG60VCPU240GB_INTEL { get; } = new("g-60vcpu-240gb-intel");
    public static DropletSlug DropletM48VCPU384GB_INTEL { get; } = new("m-48vcpu-384gb-intel");
    public static DropletSlug DropletGD60VCPU240GB_INTEL { get; } = new("gd-60vcpu-240gb-intel");
    public static DropletSlug DropletGPUH100X180GB { get; } = new("gpu-h100x1-80gb");
    public static DropletSlug DropletSO1_532VCPU256GB { get; } = new("so1_5-32vcpu-256gb");
    public static DropletSlug DropletM348VCPU384GB_INTEL { get; } = new("m3-48vcpu-384gb-intel");
    public static DropletSlug DropletSO48VCPU384GB_INTEL { get; } = new("so-48vcpu-384gb-intel");
    public static DropletSlug DropletGPUH100X180GB200 { get; } = new("gpu-h100x1-80gb-200");
    public static DropletSlug DropletGPUH100X8640GB { get; } = new("gpu-h100x8-640gb");
    public static DropletSlug DropletGPUH100X8640GB200 { get; } = new("gpu-h100x8-640gb-200");
    public static DropletSlug Droplet16GB { get; } = new("16gb");
    public static DropletSlug Droplet1GB { get; } = new("1gb");
    public static DropletSlug Droplet2GB { get; } = new("2gb");
    public static DropletSlug Droplet32GB { get; } = new("32gb");
    public static DropletSlug Droplet48GB { get; } = new("48gb");
    public static DropletSlug Droplet4GB { get; } = new("4gb");
    public static DropletSlug Droplet512mb { get; } = new("512mb");
    public static DropletSlug Droplet64GB { get; } = new("64gb");
    public static DropletSlug Droplet8GB { get; } = new("8gb");
    public static DropletSlug DropletC22VCPU8GB { get; } = new("c2-4vcpu-8gb");
    public static DropletSlug DropletS12VCPU48GB { get; } = new("s-12vcpu-48gb");
    public static DropletSlug DropletS16VCPU64GB { get; } = new("s-16vcpu-64gb");
    public static DropletSlug DropletS1VCPU3GB { get; } = new("s-1vcpu-3gb");
    public static DropletSlug DropletS20VCPU96GB { get; } = new("s-20vcpu-96gb");
    public static DropletSlug DropletS24VCPU128GB { get; } = new("s-24vcpu-128gb");
    public static DropletSlug DropletS32VCPU192GB { get; } = new("s-32vcpu-192gb");
    public static DropletSlug DropletS3VCPU1GB { get; } = new("s-3vcpu-1gb");
    public static DropletSlug DropletS6VCPU16GB { get; } = new("s-6vcpu-16gb");
    public static DropletSlug DropletS8VCPU32GB { get; } = new("s-8vcpu-32gb");
    public static DropletSlug DropletSO1516VCPU128GB { get; } = new("so1_5-16vcpu-128gb");
    public static DropletSlug DropletSO1524VCPU192GB { get; } = new("so1_5-24vcpu-192gb");
    public static DropletSlug DropletSO152VCPU16GB { get; } = new("so1_5-2vcpu-16gb");
    public static DropletSlug DropletSO1532VCPU256GB { get; } = new("so1_5-32vcpu-256gb");
    public static DropletSlug DropletSO154VCPU32GB { get; } = new("so1_5-4vcpu-32gb");
    public static DropletSlug DropletSO158VCPU64GB { get; } = new("so1_5-8vcpu-64gb");
#pragma warning restore CS1591, CA1707

    /// <summary>Whether both stand for the same text.</summary>
    public static bool operator ==(DropletSlug left, DropletSlug right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(DropletSlug left, DropletSlug right) => !left.Equals(right);

    /// <summary>The text it stands for.</summary>
    /// <param name="value">The value.</param>
    public static explicit operator string(DropletSlug value) => value._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DropletSlug other && Equals(other);

    /// <inheritdoc/>
    public bool Equals(DropletSlug other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => _value;
}
