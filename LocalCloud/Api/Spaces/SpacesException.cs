namespace E3.LocalCloud.Api.Spaces;

/// <summary>A request is refused with one of S3's codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.</summary>
internal sealed class SpacesException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static SpacesException NoSuchBucket() => new(404, "NoSuchBucket", "The specified bucket does not exist");

    public static SpacesException BucketAlreadyExists() =>
        new(409, "BucketAlreadyExists", "The requested bucket name is not available. The bucket namespace is shared by all users of the system.");

    public static SpacesException NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.");

    public static SpacesException NoSuchUpload() => new(404, "NoSuchUpload", "The specified upload does not exist: it was completed or aborted.");

    public static SpacesException InvalidAccessKeyId() => new(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");

    public static SpacesException SignatureDoesNotMatch() => new(
        403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.");

    public static SpacesException PreconditionFailed() => new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

    public static SpacesException AccessDenied(string why = "Access Denied") => new(403, "AccessDenied", why);

    public static SpacesException Invalid(string why) => new(400, "InvalidArgument", why);

    public static SpacesException InvalidRequest(string why) => new(400, "InvalidRequest", why);

    public static SpacesException MalformedXml(string why) => new(400, "MalformedXML", why);

    public static SpacesException NotImplemented(string what) => new(501, "NotImplemented", $"{what} is not part of the local cloud");
}
