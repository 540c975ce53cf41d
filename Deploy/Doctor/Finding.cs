namespace E3.Deploy.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Something is left out because of it, nothing fails.</summary>
    Limited,

    /// <summary>Something fails because of it.</summary>
    Broken,
}

/// <summary>One thing looked at: what was found, and what to do about it when it is not as it should be.</summary>
internal sealed record Finding(string Subject, Health Health, string Found, string Remedy = "");
