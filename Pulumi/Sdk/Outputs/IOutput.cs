namespace Pulumi;

/// <summary>An output whose type is not known where it is used: serialisation and formatting.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetBoxedDataAsync();
}
