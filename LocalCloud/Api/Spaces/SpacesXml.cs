using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>
/// Reads and writes S3's XML, in which a key may have characters that XML has no place for, as references. Inside, elements have no namespace; on the wire they have S3's.
/// </summary>
internal static class SpacesXml
{
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static async Task<XElement> ReadAsync(SpacesBody body, string root, CancellationToken cancel)
    {
        var bytes = await body.DocumentAsync(cancel);
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false });
            var read = In(XElement.Load(reader), XNamespace.None);
            return read.Name.LocalName == root ? read : throw SpacesException.MalformedXml($"The document must be a {root}.");
        }
        catch (XmlException e)
        {
            throw SpacesException.MalformedXml($"The XML you provided was not well-formed: {e.Message}");
        }
    }

    public static byte[] Write(XElement element, bool bare = false)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
            (bare ? element : In(element, Namespace)).Save(writer);
        return stream.ToArray();
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static XElement In(XElement element, XNamespace space) => new(
        space + element.Name.LocalName,
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration),
        element.Nodes().Select<XNode, object?>(node => node is XElement child ? In(child, space) : (node as XText)?.Value));
}
