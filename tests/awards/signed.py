"""Signed PDFs for the tests: certificates made here, nothing asked of anybody."""

import datetime as dt
import io

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter

START, END = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2090, 1, 1, tzinfo=dt.UTC)


def named(common, organisation):
    names = [(NameOID.COMMON_NAME, common), (NameOID.ORGANIZATION_NAME, organisation)]
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in names])


def certificate(common, organisation, *, by=None):
    """(key, certificate): self-signed, or signed by another such pair."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    issuer, signing = (by[1].subject, by[0]) if by else (named(common, organisation), key)
    builder = x509.CertificateBuilder(
        issuer_name=issuer, subject_name=named(common, organisation), public_key=key.public_key(),
        serial_number=x509.random_serial_number(), not_valid_before=START, not_valid_after=END,
    )  # fmt: skip
    ca = x509.BasicConstraints(ca=by is None, path_length=None)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=by is None, crl_sign=by is None, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = builder.add_extension(ca, critical=True).add_extension(usage, critical=True).sign(signing, hashes.SHA256())
    return key, made


def pem(pair):
    return pair[1].public_bytes(serialization.Encoding.PEM)


def blank_pdf():
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def signed_pdf(content, pair, *, field="ChuKy"):
    """`content` with one more signature."""
    key = keys.PrivateKeyInfo.load(
        pair[0].private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    own = asn1_x509.Certificate.load(pair[1].public_bytes(serialization.Encoding.DER))
    signer = signers.SimpleSigner(own, key, SimpleCertificateStore())
    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)), signers.PdfSignatureMetadata(field_name=field), signer=signer,
        output=out,
    )  # fmt: skip
    return out.getvalue()
