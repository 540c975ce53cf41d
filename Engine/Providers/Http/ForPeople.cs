namespace E3.Engine.Providers.Http;

/// <summary>Turns what the API refused into the error that is shown as it stands.</summary>
internal static class ForPeople
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ApiException error)
        {
            throw new ProviderException(error.Message, error) { OutcomeUnknown = error.IsAmbiguous };
        }
    }
}
