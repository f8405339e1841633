using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Secrets;

/// <summary>Which secret: <paramref name="Room"/> keeps users of the store apart, <paramref name="Name"/> is any text. Neither is a secret itself.</summary>
public readonly record struct SecretKey(string Room, string Name)
{
    /// <summary>The same key gives the same file; what the key says cannot be read from it.</summary>
    internal string FileName => ContentHash.Of(Encoding.UTF8.GetBytes($"{this.Room.Length}:{this.Room}{this.Name}")).Value[..40] + ".secret";
}
